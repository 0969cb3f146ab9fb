internal import Gateway

/// What the Ruby class of a Rails mailer says about the layout of its templates.
enum MailerClass {
  /// A mailer of more than this is none.
  private static let maximumOctets = 256 << 10

  enum Layout: Equatable {
    case named(String)
    /// `layout false`: the template stands alone.
    case off
  }

  /// What `app/mailers/x_mailer.rb` says for `app/views/x_mailer/…`, else what the application's mailer says; nil where
  /// neither is there or speaks of this template.
  static func layout(ofTemplate path: String) -> Layout? {
    guard let views = path.firstRange(of: "/app/views/") else { return nil }
    let application = String(path[..<views.lowerBound]) + "/app/mailers/"
    let folder = FilePath.folder(of: String(path[views.upperBound...]))
    let action = String(FilePath.name(of: path).prefix { $0 != "." })
    for name in [folder, "application_mailer"] where !name.isEmpty {
      guard let octets = try? FileReading.octets(of: "\(application)\(name).rb", limit: maximumOctets) else { continue }
      if let layout = layout(in: String(decoding: octets, as: UTF8.self), action: action) { return layout }
    }
    return nil
  }

  /// `layout "mailer"`, `layout 'mailer', only: [:newsletter]`, `layout false`, at the start of a line. The last one
  /// counts, as in Ruby; for actions that it leaves out, nothing is said.
  static func layout(in source: String, action: String) -> Layout? {
    let declared = source.split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " || $0 == "\t" } }
      .last { $0.hasPrefix("layout ") || $0.hasPrefix("layout(") }
    guard let declared else { return nil }
    let arguments = declared.dropFirst(7).prefix { $0 != "#" }
    if let only = actions(behind: "only", in: arguments), !only.contains(action) { return nil }
    if let except = actions(behind: "except", in: arguments), except.contains(action) { return nil }
    let name = arguments.drop { $0 == " " || $0 == "\"" || $0 == "'" || $0 == ":" }
      .prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "/" || $0 == "-" }
    switch name {
    case "", "nil", "true", "proc", "lambda", "-": return nil
    case "false": return .off
    default: return .named(FilePath.name(of: String(name)))
    }
  }

  /// The names behind `only:` or `:only =>`: one, or a list in brackets; nil where the key is missing.
  private static func actions(behind key: String, in arguments: Substring) -> Set<String>? {
    guard let place = arguments.firstRange(of: "\(key):") ?? arguments.firstRange(of: ":\(key) =>") else { return nil }
    var rest = arguments[place.upperBound...].drop { $0 == " " }
    if rest.first == "[" || rest.first == "%" {
      rest = rest.prefix { $0 != "]" && $0 != ")" }
    } else {
      rest = rest.prefix { $0 != "," && $0 != ")" }
    }
    let words = rest.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "?" && $0 != "!" }
    // `%i[a b]` and `%w[a b]`.
    return Set((rest.first == "%" ? words.dropFirst() : words[...]).map(String.init))
  }
}
