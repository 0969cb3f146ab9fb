internal import MailContent
internal import MailSyntax

/// A template file as it was read.
struct TemplateFile: Sendable {
  /// Complete, with links followed.
  let path: String
  let language: TemplateLanguage
  let format: Body.Format
  /// What was read, and the way back to the file's octets.
  let text: DecodedText
  let reading: Reading

  init(path: String, kind: TemplateKind, text: DecodedText) {
    self.path = path
    language = kind.language
    format = kind.format
    self.text = text
    reading = Reading(template: text.octets, format: kind.format, language: kind.language)
  }

  var kind: TemplateKind { TemplateKind(language: language, format: format) }

  var outline: TemplateOutline { reading.bodies.first?.outline ?? TemplateOutline() }
}
