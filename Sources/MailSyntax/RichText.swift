/// What rich text (RTF) says, as the HTML or plain text that it was made from.
///
/// Outlook keeps the text of a message as RTF; mail that came as HTML or text stands wrapped in it. [MS-OXRTFEX] §2.1.3
/// says how, and §2.2.3 how it is taken out again. Other RTF is read as plain text, the targets of its links in angle
/// brackets before their text. Damage is no error: what can be read is.
public struct RichText: Sendable {
  /// Whether the text is HTML; else it is plain.
  public let isHTML: Bool
  /// UTF-8.
  public let text: [UInt8]

  /// - Returns: nil where the octets do not begin as RTF does.
  /// - Complexity: O(n).
  public init?(_ octets: [UInt8]) {
    guard octets.starts(with: "{\\rtf".utf8) else { return nil }
    var reader = RichTextReader()
    reader.read(octets.span)
    isHTML = reader.isHTML
    text = reader.text
  }
}
