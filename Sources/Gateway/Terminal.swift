internal import Glibc

/// What presend writes for people: standard error and standard output, without buffering.
package enum Terminal {
  /// Writes all octets, or gives up quietly when nobody reads any more.
  package static func write(_ octets: [UInt8], to descriptor: Int32) {
    var written = 0
    while written < octets.count {
      let count = octets.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + written, $0.count - written) }
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return }
      written += count
    }
  }

  package static func print(_ text: String) { write(Array((text + "\n").utf8), to: STDOUT_FILENO) }
  package static func complain(_ text: String) { write(Array((text + "\n").utf8), to: STDERR_FILENO) }

  package static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// The terminal's columns; 100 where standard output is none, so that a report in a file is always the same.
  package static var width: Int { columns(of: STDOUT_FILENO) ?? 100 }
  /// The columns of the terminal that standard error goes to; 80 where they are unknown.
  package static var errorWidth: Int { columns(of: STDERR_FILENO) ?? 80 }

  private static func columns(of descriptor: Int32) -> Int? {
    var size = winsize()
    return ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : nil
  }

  /// A text from outside in quotes, cut to what a person can compare by eye.
  package static func quoted(_ text: String) -> String { "\"" + safe(text, maximum: maximumQuoted) + "\"" }
  private static let maximumQuoted = 120

  /// A text from outside, fit for one line of a terminal: no controls and nothing that hides or reorders text.
  /// - Parameter maximum: Unicode scalars that are shown; "…" stands for the rest.
  package static func safe(_ text: String, maximum: Int = maximumLine) -> String {
    let shown = text.unicodeScalars.prefix(maximum).map { scalar -> String in
      if scalar == "\t" { return " " }
      return scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
        ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
    }
    return shown.joined() + (text.unicodeScalars.count > maximum ? "…" : "")
  }
  /// A reply of a server, or a field with many addresses, over more than a dozen lines helps nobody.
  static let maximumLine = 1_000
}
