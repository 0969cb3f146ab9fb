/// What the Ruby class of a Rails mailer says about the layout of its templates.
enum MailerClass {
  /// A mailer of more than this is none.
  private static let maximumOctets = 256 << 10

  /// The layout that `app/mailers/x_mailer.rb` names for `app/views/x_mailer/…`, else that of the application's mailer;
  /// nil where neither is there or names one.
  static func layout(ofTemplate path: String) -> String? {
    guard let views = path.firstRange(of: "/app/views/") else { return nil }
    let application = String(path[..<views.lowerBound]) + "/app/mailers/"
    let folder = FilePath.folder(of: String(path[views.upperBound...]))
    for name in [folder, "application_mailer"] where !name.isEmpty {
      guard let octets = try? FileReading.octets(of: "\(application)\(name).rb", limit: maximumOctets) else { continue }
      if let layout = layout(in: String(decoding: octets, as: UTF8.self)) { return layout }
    }
    return nil
  }

  /// `layout "mailer"`, `layout 'mailer'`, at the start of a line.
  static func layout(in source: String) -> String? {
    for line in source.split(whereSeparator: \.isNewline) {
      let words = line.drop { $0 == " " || $0 == "\t" }
      guard words.hasPrefix("layout ") || words.hasPrefix("layout(") else { continue }
      let name = words.dropFirst(7).drop { $0 == " " || $0 == "\"" || $0 == "'" || $0 == ":" }
        .prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "/" || $0 == "-" }
      if !name.isEmpty, name != "false", name != "nil" { return FilePath.name(of: String(name)) }
    }
    return nil
  }
}
