internal import Glibc
internal import MailQueue

/// Writes one conversation with the smarthost into a file, for somebody who looks for a fault: what was said and when,
/// with secrets and the messages' content left out. Addresses stand in it; the file is its owner's alone.
final class ConversationTrace {
  private let descriptor: Int32
  /// By the steady clock, in milliseconds.
  private let began = SteadyClock.milliseconds()
  private var octets = 0
  /// Between AUTH and its last reply every line is a secret or a challenge.
  private var isLoggingIn = false
  /// Between 354 and the next reply the message is sent.
  private var isInMessage = false
  private var messageOctets = 0

  /// A conversation of 100 transactions with 100 recipients each stays below it.
  static let maximumOctets = 4 << 20
  /// Older files in the folder are deleted.
  static let maximumFiles = 200

  /// - Returns: nil where no file can be made: mail goes on without.
  init?(folder: String) {
    let name = "\(folder)/\(Self.stamp()).smtp"
    descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    if descriptor < 0 { return nil }
    Self.deleteOldest(in: folder)
  }

  deinit { close(descriptor) }

  /// What libcurl tells of the connection itself.
  func note(_ text: String) { write("*", text) }

  /// Commands, or octets of a message.
  func sent(_ data: some Collection<UInt8>) {
    if isInMessage {
      messageOctets += data.count
      return
    }
    for line in Self.lines(of: data) { write(">", isLoggingIn ? "(left out: a secret)" : spoken(line)) }
  }

  /// One line of a reply.
  func received(_ data: some Collection<UInt8>) {
    for line in Self.lines(of: data) {
      if isInMessage {
        write(">", "(left out: \(messageOctets) octets of a message)")
        (isInMessage, messageOctets) = (false, 0)
      }
      if isLoggingIn && line.hasPrefix("334") {
        write("<", "334 (left out: a challenge)")
        continue
      }
      isLoggingIn = false
      if line.hasPrefix("354") { isInMessage = true }
      write("<", line)
    }
  }

  /// "AUTH PLAIN dGVzdA==" without its last word. RFC 4954 §4.
  private func spoken(_ line: String) -> String {
    let words = line.split(separator: " ")
    guard words.first?.uppercased() == "AUTH" else { return line }
    isLoggingIn = true
    return words.prefix(2).joined(separator: " ") + (words.count > 2 ? " (left out: a secret)" : "")
  }

  private func write(_ mark: String, _ text: String) {
    guard octets <= Self.maximumOctets else { return }
    let milliseconds = SteadyClock.milliseconds() - began
    let safe = String(
      String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    let line = Array("\(milliseconds) ms \(mark) \(safe)\n".utf8)
    octets += line.count
    // A full disk costs the trace, not the mail.
    _ = line.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
  }

  private static func lines(of data: some Collection<UInt8>) -> [String] {
    data.split { $0 == 0x0A || $0 == 0x0D }.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Sorts by time: "20261122T063000.123456789Z".
  private static func stamp() -> String {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let fraction = String(now.tv_nsec)
    return Timestamp.text(now.tv_sec).filter { $0 != "-" && $0 != ":" && $0 != "Z" }
      + "." + String(repeating: "0", count: 9 - fraction.utf8.count) + fraction + "Z"
  }

  private static func deleteOldest(in folder: String) {
    guard let listing = opendir(folder) else { return }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(".smtp") { names.append(name) }
    }
    for name in names.sorted().dropLast(maximumFiles) { unlink("\(folder)/\(name)") }
  }
}
