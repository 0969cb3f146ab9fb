/// Where a message stands in the file that holds it beside others.
package struct MailboxPlace: Sendable {
  /// Of the file.
  package let path: String
  /// The message's number, from 1.
  package let number: Int
  /// Where it begins: octets from the start of the file, and the line, from 1.
  package let offset: Int
  package let line: Int

  package init(path: String, number: Int, offset: Int, line: Int) {
    self.path = path
    self.number = number
    self.offset = offset
    self.line = line
  }

  /// What the message is called, as if it were a file of its own.
  package var messagePath: String { "\(path)#\(number)" }
}
