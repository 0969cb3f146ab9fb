internal import Glibc

/// Why the queue could not do what was asked.
package enum QueueError: Error, Hashable, CustomStringConvertible {
  /// Less room on disk than `MailQueue.minimumFreeOctets` asks for.
  case noRoom(freeOctets: UInt64)
  /// The user has as much mail waiting as one may. `isFirst`: this was not said within the last minute, so it is to be
  /// recorded.
  case overQuota(messages: Int, octets: Int, isFirst: Bool)
  /// A system call failed; `step` says what was being done.
  case system(step: String, SystemError)
  /// An entry's name cannot be made durable, and the disk does not let the entry be taken back either: it may be
  /// delivered though it was refused.
  case notTakenBack(QueueID, SystemError)
  /// No such entry in that state.
  case notFound(QueueID)
  /// Another process works on the entry.
  case busy(QueueID)
  /// The entry's file is not what was written.
  case damaged(QueueID, String)
  /// The entry is not the one that was seen.
  case otherDigest(QueueID)
  /// What was to be entered cannot be: no recipients, or an address that may not go over the wire.
  case unusable(String)

  /// Whether trying again later can help: what a caller of sendmail is told by exit status 75.
  package var isTransient: Bool {
    switch self {
    case .noRoom, .busy, .overQuota, .notTakenBack: true
    case .system(_, let error):
      // EFBIG: the caller has limited the size of files (ulimit -f).
      [ENOSPC, EDQUOT, EFBIG, EAGAIN, EMFILE, ENFILE, ENOMEM, EIO].contains(error.code)
    case .notFound, .damaged, .otherDigest, .unusable: false
    }
  }

  package var description: String {
    switch self {
    case .noRoom(let free): "too little room for the queue: \(free) octets free"
    case .overQuota(let messages, let octets, _):
      "too much of your mail waits already: \(messages) messages with \(octets) octets; send it again when some has "
        + "left (mailq shows it), or ask for more room (submission.per-user)"
    case .system(let step, let error): "\(step): \(error)"
    case .notTakenBack(let id, let error):
      "naming a queue file: \(error); the disk takes no change any more, so that the message may be sent all the same, "
        + "as \(id), when it does"
    case .notFound(let id): "\(id): no such entry"
    case .busy(let id): "\(id): in use by another process"
    case .damaged(let id, let what): "\(id): the entry's file is damaged: \(what)"
    case .otherDigest(let id): "\(id): this is not the digest of the message that is held; look at it again"
    case .unusable(let what): what
    }
  }
}

/// Does a step and names it in the error.
func during<Result>(
  _ step: @autoclosure () -> String, _ body: () throws(SystemError) -> Result
) throws(QueueError) -> Result {
  do {
    return try body()
  } catch {
    throw .system(step: step(), error)
  }
}
