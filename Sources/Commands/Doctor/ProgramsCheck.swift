internal import Gateway
internal import Glibc
internal import MailQueue

/// Whether the programs are there and have the rights that the spool asks for.
enum ProgramsCheck {
  static func of(_ installation: Installation) -> [Diagnosis] {
    var found = missing(
      installation.opened.launcher.program, without: ("nothing is sent", "wird nichts versandt"), installation)
    found += missing(handingIn, without: ("nothing is taken", "wird nichts angenommen"), installation)
    for path in [Host.siblingProgram("presend"), handingIn] {
      guard let program = FileFacts(of: path) else { continue }
      if program.permissions & (S_IWGRP | S_IWOTH) != 0 {
        found.append(
          installation.wrong(
            .programs, "\(path): others than its owner may replace it (mode \(program.permissionText))",
            "\(path): nicht nur der Eigentümer darf es ersetzen (Modus \(program.permissionText))",
            command: "chmod go-w \(path)"))
      }
    }
    if let program = FileFacts(of: handingIn) { found += lending(program, installation) }
    return found.isEmpty
      ? [
        installation.right(
          .programs, "presend, presend-sendmail and presend-relay are in place",
          "presend, presend-sendmail und presend-relay sind da")
      ]
      : found
  }

  /// The program behind the names sendmail, mailq and newaliases.
  private static let handingIn = Host.siblingProgram("presend-sendmail")

  private static func missing(
    _ path: String, without lack: (english: String, german: String), _ installation: Installation
  ) -> [Diagnosis] {
    guard access(path, X_OK) != 0 else { return [] }
    let reason = String(cString: strerror(errno))
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return [
      installation.wrong(
        .programs, "\(path): \(reason); \(lack.english) without it",
        "\(path): \(reason); ohne dieses Programm \(lack.german)",
        mend: (
          "install \(name) beside presend (make install, or the package)",
          "\(name) neben presend installieren (make install oder das Paket)"
        ))
    ]
  }

  /// The group's rights, which callers need where the spool is for many users (docs/install.md).
  private static func lending(_ own: FileFacts, _ installation: Installation) -> [Diagnosis] {
    guard let spool = installation.spool else { return [] }
    let lends = own.permissions & S_ISGID != 0
    if installation.isShared, !lends || own.group != spool.group {
      let group = getgrgid(spool.group).map { String(cString: $0.pointee.gr_name) } ?? String(spool.group)
      return [
        installation.wrong(
          .programs,
          "\(handingIn) does not lend its callers the group \(group): only who may write to the spool can send",
          "\(handingIn) leiht die Gruppe \(group) nicht aus: nur wer in die Warteschlange schreiben darf, kann senden",
          command: "chgrp \(group) \(handingIn) && chmod 2755 \(handingIn)")
      ]
    }
    if lends, !installation.isShared {
      return [
        installation.wrong(
          .programs, "\(handingIn) is set-group-id, but \(spool.path) lets no group in: other users cannot send",
          "\(handingIn) ist set-group-id, aber \(spool.path) lässt keine Gruppe ein: andere können nicht senden",
          command: "chmod 3770 \(spool.path)")
      ]
    }
    return []
  }
}
