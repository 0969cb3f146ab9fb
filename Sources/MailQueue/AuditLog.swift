/// The audit log for who reads it.
package struct AuditLog: Sendable {
  private let folder: AuditFolder

  package init(of queue: MailQueue) { folder = queue.auditFolder }

  /// The key under which addresses stand in the log; nil where nothing was recorded yet.
  package func key() throws(QueueError) -> AddressKey? {
    try during("reading the key of the audit log") { () throws(SystemError) in try AddressKey(in: folder) }
  }

  /// What the end of the log says.
  package struct End: Sendable {
    /// The newest line; nil where there is none, or none that can be read.
    package let last: AuditLink?
    /// When it was recorded: RFC 3339 in UTC.
    package let recorded: String?
    /// What the head knows as the last line; nil where there is none.
    package let head: AuditLink?
    /// Whether there is a line at all, readable or not.
    package let hasLines: Bool
  }

  /// Reads the last line and the head, no more.
  package func end() throws(QueueError) -> End {
    try during("reading the audit log") { () throws(SystemError) in
      let head = try folder.head()
      for name in try folder.names().reversed() {
        let descriptor = try folder.fileSystem.open(folder.path(of: name), .read)
        defer { try? folder.fileSystem.close(descriptor) }
        guard let octets = try folder.lastLine(of: descriptor).line else { continue }
        let line = AuditLine(octets[...])
        return End(last: line?.link, recorded: line?.recorded, head: head, hasLines: true)
      }
      return End(last: nil, recorded: nil, head: head, hasLines: false)
    }
  }

  /// Reads the whole lines, oldest first, without their line feeds.
  /// - Parameter since: RFC 3339 in UTC as `Timestamp` writes it; lines recorded before are passed over. nil: all.
  package func forEachLine(since: String? = nil, _ body: (ArraySlice<UInt8>) -> Void) throws(QueueError) {
    try during("reading the audit log") { () throws(SystemError) in
      for name in try folder.names() {
        if let since, name.prefix(7) < since.prefix(7) { continue }
        let descriptor = try folder.fileSystem.open(folder.path(of: name), .read)
        defer { try? folder.fileSystem.close(descriptor) }
        let start = if let since { try folder.offset(of: since, in: descriptor) } else { 0 }
        try folder.forEachLine(of: descriptor, from: start) { (line, _) throws(SystemError) in
          if let since, let recorded = AuditLine.recorded(of: line), recorded < since { return true }
          body(line)
          return true
        }
      }
    }
  }

  /// Checks every line against the one before, and the end against what the head and other witnesses know.
  /// - Parameters:
  ///   - since: a line that is trusted; what is before it is not looked at. nil: the beginning.
  ///   - witnesses: lines whose numbers and hashes were kept elsewhere.
  /// - Complexity: O(octets).
  package func verify(since: AuditLink? = nil, witnesses: [AuditLink] = []) throws(QueueError) -> AuditVerification {
    try during("reading the audit log") { () throws(SystemError) in
      let head = try folder.head()
      var verification = AuditVerification(since: since, witnesses: witnesses + (head.map { [$0] } ?? []))
      verification.hasHead = head != nil
      for name in try folder.names() {
        let descriptor = try folder.fileSystem.open(folder.path(of: name), .read)
        defer { try? folder.fileSystem.close(descriptor) }
        verification.begin(file: name)
        let torn = try folder.forEachLine(of: descriptor) { (line, _) throws(SystemError) in
          verification.take(line)
          return true
        }
        if torn > 0 { verification.noteTornTail() }
      }
      verification.finish()
      return verification
    }
  }
}
