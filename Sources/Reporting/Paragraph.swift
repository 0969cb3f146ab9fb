/// Running text, broken into lines for a terminal.
enum Paragraph {
  /// Breaks at blanks; a word longer than the width stands on a line of its own. A line feed in the text starts a new
  /// line, and two of them leave an empty one.
  /// - Parameters:
  ///   - first: what stands before the first line.
  ///   - indent: what stands before every other.
  static func wrapped(_ text: String, width: Int, first: String, indent: String) -> String {
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let isFirst = lines.isEmpty
      var current = isFirst ? first : indent
      var isBlank = true
      for word in line.split(separator: " ") {
        if !isBlank, DisplayWidth.of(current) + 1 + DisplayWidth.of(String(word)) > width {
          lines.append(current)
          current = indent
          isBlank = true
        }
        current += isBlank ? String(word) : " " + word
        isBlank = false
      }
      lines.append(isBlank && !isFirst ? "" : current)
    }
    return lines.joined(separator: "\n")
  }
}
