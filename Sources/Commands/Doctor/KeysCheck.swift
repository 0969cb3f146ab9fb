internal import Configuration
internal import Gateway
internal import Glibc
internal import Policy

/// Whether the keys are there that no copy of anything brings back: that of the audit log, and that of List-Unsubscribe
/// tokens.
enum KeysCheck {
  /// What `AddressKey` and `SecretKey` write.
  private static let octets = 32

  static func of(_ installation: Installation) -> [Diagnosis] {
    var found = key(
      installation.spoolPath + "/audit/key", isNeeded: hasLog(installation), installation,
      ("the hashes of the audit log can no longer be told", "die Hashes im Protokoll lassen sich nicht mehr zuordnen"))
    if installation.configuration.settings.organisation.hasUnsubscribeToken {
      found += key(
        UnsubscribeTokens.keyPath(in: installation.spoolPath), isNeeded: installation.isShared, installation,
        ("no List-Unsubscribe token can be made or told", "kein List-Unsubscribe-Token lässt sich bilden oder zuordnen")
      )
    }
    return found.isEmpty
      ? [installation.right(.keys, "all keys are there", "alle Schlüssel sind da")] : found
  }

  private static func hasLog(_ installation: Installation) -> Bool {
    FileFacts(of: installation.spoolPath + "/audit/head") != nil
  }

  private static func key(
    _ path: String, isNeeded: Bool, _ installation: Installation, _ loss: (english: String, german: String)
  ) -> [Diagnosis] {
    if FileFacts.isHidden(path) { return [installation.hidden(.keys, path)] }
    guard let file = FileFacts(of: path) else {
      // The first that needs one makes it.
      if !isNeeded { return [] }
      return [
        installation.wrong(
          .keys, "\(path) is not there: \(loss.english)", "\(path) gibt es nicht: \(loss.german)",
          mend: ("restore it from a copy; a new one is made where there is none, for what comes from now on",
                 "aus einer Kopie wiederherstellen; sonst entsteht ein neuer, für alles, was von nun an kommt"))
      ]
    }
    if file.size != octets {
      return [
        installation.wrong(
          .keys, "\(path) has \(file.size) octets instead of \(octets): \(loss.english)",
          "\(path) hat \(file.size) Oktette statt \(octets): \(loss.german)",
          mend: ("restore it from a copy", "aus einer Kopie wiederherstellen"))
      ]
    }
    if file.permissions & 0o007 != 0 {
      return [
        installation.wrong(
          .keys, "\(path): every user may read it (mode \(file.permissionText))",
          "\(path): alle dürfen ihn lesen (Modus \(file.permissionText))", command: "chmod o= \(path)")
      ]
    }
    return []
  }
}
