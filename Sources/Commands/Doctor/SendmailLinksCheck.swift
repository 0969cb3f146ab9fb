internal import Gateway
internal import Glibc

/// Who answers to the names under which other programs look for a sendmail.
enum SendmailLinksCheck {
  /// Where programs look, the first as a rule.
  private static let paths = ["/usr/sbin/sendmail", "/usr/lib/sendmail", "/usr/bin/mailq", "/usr/bin/newaliases"]

  static func of(_ installation: Installation) -> [Diagnosis] {
    guard let own = FileFacts(of: Host.siblingProgram("presend-sendmail")) else { return [] }
    var found: [Diagnosis] = []
    var foreign: [String] = []
    for path in paths {
      if let file = FileFacts(of: path) {
        if !file.isSameFile(as: own) { foreign.append(path) }
      } else if isLink(path) {
        found.append(dangling(path, installation))
      } else if path == paths[0] {
        found.append(none(path, installation))
      }
    }
    if !foreign.isEmpty { found.append(others(foreign, installation)) }
    return found.isEmpty
      ? [installation.right(.sendmail, "\(paths[0]) is presend", "\(paths[0]) ist presend")] : found
  }

  private static let mend = (
    english:
      "presend-divert add (of the package), or point the caller at presend's own link, e.g. sendmail_path in php.ini "
      + "(docs/install.md, “Hand over”)",
    german:
      "presend-divert add (im Paket), oder dem Aufrufer den Link von presend nennen, z. B. sendmail_path in php.ini "
      + "(docs/install.md, „Hand over“)"
  )

  private static func others(_ paths: [String], _ installation: Installation) -> Diagnosis {
    let names = paths.joined(separator: ", ")
    return installation.warning(
      .sendmail, "not presend, which sees nothing of mail that goes there: \(names)",
      "nicht presend, das von Mail, die dorthin geht, nichts sieht: \(names)", mend: mend)
  }

  private static func dangling(_ path: String, _ installation: Installation) -> Diagnosis {
    installation.wrong(
      .sendmail, "\(path) points at nothing: who calls it cannot send",
      "\(path) zeigt ins Leere: wer es aufruft, kann nicht senden",
      mend: mend)
  }

  private static func none(_ path: String, _ installation: Installation) -> Diagnosis {
    installation.warning(
      .sendmail, "there is no \(path), where most programs look for one",
      "es gibt kein \(path), wo die meisten Programme eines suchen", mend: mend)
  }

  private static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }
}
