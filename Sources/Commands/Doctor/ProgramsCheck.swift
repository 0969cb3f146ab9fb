internal import Gateway
internal import Glibc
internal import MailQueue

/// Whether the two programs are there and have the rights that the spool asks for.
enum ProgramsCheck {
  static func of(_ installation: Installation) -> [Diagnosis] {
    let relay = installation.opened.launcher.program
    var found: [Diagnosis] = []
    if access(relay, X_OK) != 0 {
      found.append(
        installation.wrong(
          .programs, "\(relay): \(String(cString: strerror(errno))); nothing is sent without it",
          "\(relay): \(String(cString: strerror(errno))); ohne dieses Programm wird nichts versandt",
          mend: (
            "install presend-relay beside presend (make install, or the package)",
            "presend-relay neben presend installieren (make install oder das Paket)"
          )))
    }
    guard let own = FileFacts(of: ownPath) else { return found }
    if own.permissions & (S_IWGRP | S_IWOTH) != 0 {
      found.append(
        installation.wrong(
          .programs, "\(ownPath): others than its owner may replace it (mode \(own.permissionText))",
          "\(ownPath): nicht nur der Eigentümer darf es ersetzen (Modus \(own.permissionText))",
          command: "chmod go-w \(ownPath)"))
    }
    found += lending(own, installation)
    return found.isEmpty
      ? [installation.right(.programs, "presend and presend-relay are in place", "presend und presend-relay sind da")]
      : found
  }

  private static let ownPath = Host.siblingProgram("presend")

  /// The group's rights, which callers need where the spool is for many users (docs/install.md).
  private static func lending(_ own: FileFacts, _ installation: Installation) -> [Diagnosis] {
    guard let spool = installation.spool else { return [] }
    let lends = own.permissions & S_ISGID != 0
    if installation.isShared, !lends || own.group != spool.group {
      let group = getgrgid(spool.group).map { String(cString: $0.pointee.gr_name) } ?? String(spool.group)
      return [
        installation.wrong(
          .programs,
          "\(ownPath) does not lend its callers the group \(group): only who may write to the spool can send",
          "\(ownPath) leiht die Gruppe \(group) nicht aus: nur wer in die Warteschlange schreiben darf, kann senden",
          command: "chgrp \(group) \(ownPath) && chmod 2755 \(ownPath)")
      ]
    }
    if lends, !installation.isShared {
      return [
        installation.wrong(
          .programs, "\(ownPath) is set-group-id, but \(spool.path) lets no group in: other users cannot send",
          "\(ownPath) ist set-group-id, aber \(spool.path) lässt keine Gruppe ein: andere können nicht senden",
          command: "chmod 3770 \(spool.path)")
      ]
    }
    return []
  }
}
