internal import Gateway
internal import MailQueue
internal import MailSyntax
internal import Reporting

/// The queue as `mailq`, `presend queue list` and `presend held list` show it.
enum QueueListing {
  /// For a person: an entry a row, recipients below. Addresses are shown: the spool is readable for its owner alone.
  /// - Parameter none: what to say when there is nothing; the default is what callers of mailq look for.
  static func text(of entries: [MailQueue.ListedEntry], now: Int, none: String = "Mail queue is empty") -> String {
    guard !entries.isEmpty else { return none }
    let rows = entries.map { entry in
      switch entry {
      case .whole(let listing):
        ([head(of: listing, now: now)] + remarks(on: listing, now: now) + recipients(of: listing))
          .joined(separator: "\n")
      case .damaged(let entry): text(of: entry)
      }
    }
    let octets = entries.map(\.fileOctets).reduce(0, +)
    return (rows + ["-- \(octets) octets in \(entries.count) \(entries.count == 1 ? "entry" : "entries")"])
      .joined(separator: "\n\n")
  }

  static func json(of entries: [MailQueue.ListedEntry]) -> JSONValue {
    .object([
      ("version", .integer(1)),
      (
        "entries",
        .array(
          entries.map { entry in
            switch entry {
            case .whole(let listing): json(of: listing)
            case .damaged(let entry): json(of: entry)
            }
          })
      ),
    ])
  }

  private static func json(of listing: MailQueue.Listing) -> JSONValue {
    .object([
      ("id", .string(listing.id.text)), ("state", .string(listing.state.rawValue)),
      ("arrival", .integer(listing.entry.arrival)), ("octets", .integer(listing.fileOctets)),
      ("class", .string(listing.entry.mailClass)),
      ("reversePath", .optional(listing.entry.reversePath?.text)),
      ("recipients", .array(listing.recipientsLeft.map { .string($0.text) })),
      ("nextAttempt", listing.delivery.nextAttempt.map(JSONValue.integer) ?? .null),
      ("lastReply", .optional(listing.delivery.lastReply.map { "\($0.code) \($0.text)" })),
      (
        "reasons",
        .array(
          listing.entry.holdReasons.map {
            .object([("rule", .string($0.rule)), ("message", .string($0.explanation))])
          })
      ),
      ("damage", .null),
    ])
  }

  // MARK: Damaged entries

  /// What is known of it, what becomes of it, and what to do.
  private static func text(of entry: MailQueue.DamagedEntry) -> String {
    [
      "\(entry.id)  \(entry.fileOctets) octets",
      "(damaged: \(Terminal.safe(entry.reason)); it is not sent, and its sender is not told)",
      "(its file is \(entry.state.rawValue)/\(entry.id) in the spool; to remove it: presend queue remove \(entry.id))",
    ].joined(separator: "\n    ")
  }

  /// The fields of an entry, without value where only its file would say.
  private static func json(of entry: MailQueue.DamagedEntry) -> JSONValue {
    .object([
      ("id", .string(entry.id.text)), ("state", .string(entry.state.rawValue)), ("arrival", .null),
      ("octets", .integer(entry.fileOctets)), ("class", .null), ("reversePath", .null), ("recipients", .array([])),
      ("nextAttempt", .null), ("lastReply", .null), ("reasons", .array([])), ("damage", .string(entry.reason)),
    ])
  }

  // MARK: Entries

  private static func head(of listing: MailQueue.Listing, now: Int) -> String {
    let sender = listing.entry.reversePath.map { Terminal.safe($0.text) } ?? "<>"
    return "\(listing.id)  \(listing.fileOctets) octets  \(ElapsedTime.text(seconds: now - listing.entry.arrival)) old"
      + "  \(listing.entry.mailClass)  from \(sender)"
  }

  private static func remarks(on listing: MailQueue.Listing, now: Int) -> [String] {
    var lines = listing.state == .queue ? [] : ["(\(listing.state.rawValue))"]
    lines += listing.entry.holdReasons.map { "(\($0.rule): \(Terminal.safe($0.explanation)))" }
    if let reply = listing.delivery.lastReply {
      lines.append("(last reply: \(reply.code) \(Terminal.safe(reply.text)))")
    }
    if listing.delivery.recipients.contains(where: { $0.status == .inDoubt }) {
      lines.append(
        "(in doubt: the smarthost may have it, but did not say so; it is sent again with the same Message-ID)")
    }
    if listing.state == .queue, let next = listing.delivery.nextAttempt, next > now {
      lines.append("(next attempt in \(ElapsedTime.text(seconds: next - now)))")
    }
    return lines.map { "    " + $0 }
  }

  private static func recipients(of listing: MailQueue.Listing) -> [String] {
    listing.recipientsLeft.map { "    to \(Terminal.safe($0.text))" }
  }
}

