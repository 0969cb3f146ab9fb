/// Colours of a terminal, where the caller wants them: "select graphic rendition" of ECMA-48, 8.3.117.
struct Paint {
  let usesColour: Bool

  func error(_ text: String) -> String { coloured(text, "31;1") }
  func warning(_ text: String) -> String { coloured(text, "33;1") }
  func note(_ text: String) -> String { coloured(text, "36;1") }
  func good(_ text: String) -> String { coloured(text, "32;1") }
  func strong(_ text: String) -> String { coloured(text, "1") }
  func faint(_ text: String) -> String { coloured(text, "34") }

  private func coloured(_ text: String, _ parameters: String) -> String {
    usesColour ? "\u{1B}[\(parameters)m\(text)\u{1B}[0m" : text
  }
}
