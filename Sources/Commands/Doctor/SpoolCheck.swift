internal import Glibc

/// Whether the spool's folders are there and belong to whom they must. docs/queue.md, “The spool”; docs/install.md.
enum SpoolCheck {
  private static let folders = ["tmp", "queue", "held", "failed", "decided", "journal", "intents", "users"]
  /// What is remembered of senders: replaced by whoever comes next, so not sticky.
  private static let memories = ["repeats", "copies", "duplicates", "unsubscribe"]

  static func of(_ installation: Installation) -> [Diagnosis] {
    let path = installation.spoolPath
    guard let spool = installation.spool else { return [missing(path, installation)] }
    if !spool.isFolder {
      return [
        installation.wrong(
          .spool, "\(path) is no folder", "\(path) ist kein Ordner",
          mend: ("set queue.directory to one", "queue.directory auf einen setzen"))
      ]
    }
    let closed = mode(of: spool, installation.isShared ? 0o3770 : 0o700, installation)
    if FileFacts.isHidden(path + "/queue") { return closed + [installation.hidden(.spool, path)] }
    var found = closed
    let wanted = installation.isShared ? 0o3770 : 0o700 as mode_t
    for name in folders { found += folder(path + "/" + name, wanted, installation) }
    found += folder(path + "/audit", 0o700, installation)
    if installation.isShared {
      for name in memories { found += folder(path + "/" + name, 0o2770, installation) }
    }
    return found.isEmpty
      ? [
        installation.right(
          .spool, "\(path) belongs to \(installation.relayAccount.name) and is closed to others",
          "\(path) gehört \(installation.relayAccount.name) und ist für andere geschlossen")
      ] : found
  }

  private static func missing(_ path: String, _ installation: Installation) -> Diagnosis {
    if FileFacts.isHidden(path) { return installation.hidden(.spool, path) }
    let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    if let folder = FileFacts(of: parent.isEmpty ? "/" : parent), installation.caller.may(.write, folder) {
      return installation.right(
        .spool, "\(path) is not there yet; the first message makes it",
        "\(path) gibt es noch nicht; die erste Nachricht legt es an")
    }
    return installation.wrong(
      .spool, "\(path) is not there, and cannot be made by this user",
      "\(path) gibt es nicht, und von hier kann es nicht angelegt werden",
      mend: (
        "make it as docs/install.md says, or set queue.directory to a folder of your own",
        "anlegen, wie docs/install.md es sagt, oder queue.directory auf einen eigenen Ordner setzen"
      ))
  }

  private static func folder(_ path: String, _ wanted: mode_t, _ installation: Installation) -> [Diagnosis] {
    guard let folder = FileFacts(of: path) else {
      // Who owns the spool makes what is missing; callers of a set-group-id program make nothing.
      if !installation.isShared { return [] }
      return [
        installation.wrong(
          .spool, "\(path) is not there", "\(path) gibt es nicht",
          command:
            "install -d -o \(owner(installation)) -g \(group(installation)) -m \(String(wanted, radix: 8)) \(path)")
      ]
    }
    var found: [Diagnosis] = []
    if folder.owner != installation.relayAccount.id {
      found.append(
        installation.wrong(
          .spool, "\(path) belongs to \(Account(folder.owner).name), not to \(installation.relayAccount.name)",
          "\(path) gehört \(Account(folder.owner).name), nicht \(installation.relayAccount.name)",
          command: "chown \(owner(installation)) \(path)"))
    }
    return found + mode(of: folder, wanted, installation)
  }

  /// Bits that are missing keep mail from being taken or sent; bits too many let others read it, or take it away.
  private static func mode(of folder: FileFacts, _ wanted: mode_t, _ installation: Installation) -> [Diagnosis] {
    let other = folder.permissions & ~wanted & 0o777
    // Set-group-id and sticky come with the group's rights.
    let needed = wanted & (installation.isShared ? 0o7777 : 0o777)
    if other == 0, folder.permissions & needed == needed { return [] }
    return [
      installation.wrong(
        .spool,
        other != 0
          ? "\(folder.path) is open to users who have no business there (mode \(folder.permissionText))"
          : "\(folder.path) lacks rights (mode \(folder.permissionText))",
        other != 0
          ? "\(folder.path) steht Unbefugten offen (Modus \(folder.permissionText))"
          : "\(folder.path): Rechte fehlen (Modus \(folder.permissionText))",
        command: "chmod \(String(wanted, radix: 8)) \(folder.path)")
    ]
  }

  private static func owner(_ installation: Installation) -> String { installation.relayAccount.name }

  private static func group(_ installation: Installation) -> String {
    installation.spool.flatMap { getgrgid($0.group) }.map { String(cString: $0.pointee.gr_name) } ?? owner(installation)
  }
}
