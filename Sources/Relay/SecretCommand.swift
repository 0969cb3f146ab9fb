internal import Glibc
internal import MailQueue

/// A program that prints a secret as its first line: a password manager, or what fetches an OAuth token.
///
/// Its standard error goes nowhere, since it may hold the secret; tried by hand it says what is wrong.
struct SecretCommand {
  let arguments: [String]

  /// A token from the network takes a second or two; mail waits meanwhile.
  static let maximumSeconds = 20
  /// Tokens of the large services have up to 4 KB.
  static let maximumOctets = 64 << 10

  /// - Throws: what to tell the administrator; never the secret.
  func firstLine(seconds: Int = maximumSeconds) throws(ConnectionFailure) -> String {
    let output: ProgramOutput
    do throws(ProgramOutput.Failure) {
      output = try ProgramOutput(of: arguments, seconds: seconds, maximumOctets: Self.maximumOctets)
    } catch {
      switch error {
      case .noPipe: throw failure("could not be started: no pipe")
      case .notStarted(let code): throw failure("could not be started: \(String(cString: strerror(code)))")
      case .endless: throw failure("printed no end within \(seconds) s or more than \(Self.maximumOctets) octets")
      }
    }
    guard output.status == 0 else { throw failure("ended with \(Self.words(for: output.status))") }
    let line = output.octets.prefix { $0 != 0x0A && $0 != 0x0D }
    if line.isEmpty || line.contains(0) { throw failure("printed no secret in its first line") }
    return String(decoding: line, as: UTF8.self)
  }

  private func failure(_ words: String) -> ConnectionFailure {
    ConnectionFailure(.noSecret, reason: "the command for the secret, \(arguments.first ?? ""), \(words)")
  }

  private static func words(for status: Int32) -> String {
    status & 0x7F == 0 ? "status \(status >> 8 & 0xFF)" : "signal \(status & 0x7F)"
  }
}
