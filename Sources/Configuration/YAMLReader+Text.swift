extension YAMLReader {
  /// A text that looks as its key demands.
  func text(_ format: TextFormat) throws(ConfigurationError) -> String {
    let text = try string()
    if let refusal = format.refusal(of: text) { throw error(refusal.problem, mend: refusal.mend) }
    return text
  }

  /// From a second to a year.
  func duration() throws(ConfigurationError) -> Int {
    let text = try string()
    guard let seconds = Quantity.seconds(text) else {
      throw error("“\(text)” is no duration", mend: "write a number of seconds, or one with s, m, h or d: 30m")
    }
    guard ConfigurationKey.durations.contains(seconds) else {
      throw error("“\(text)” is out of range", mend: "give a duration from 1s to 366d")
    }
    return seconds
  }

  /// A path; a relative one starts at the folder.
  func path(in folder: String) throws(ConfigurationError) -> String { Self.complete(try text(.filePath), in: folder) }

  /// - Parameter folder: with a slash at its end; empty for the working folder.
  static func complete(_ path: String, in folder: String) -> String {
    path.hasPrefix("/") || folder.isEmpty ? path : folder + path
  }
}
