internal import Configuration
internal import Consent
internal import Gateway
internal import Glibc
internal import MailSyntax
internal import Policy

/// Whether the consent store answers: what depends on it is tempfailed where it does not.
enum ConsentStoreCheck {
  static func of(_ installation: Installation) -> [Diagnosis] {
    guard let path = installation.configuration.consentStore else {
      return [
        installation.right(
          .consent, "no consent store: nobody counts as having consented",
          "kein Einwilligungsspeicher: niemand gilt als einverstanden")
      ]
    }
    if FileFacts.isHidden(path), !installation.seesAll { return [installation.hidden(.consent, path)] }
    guard let file = FileFacts(of: path) else {
      return [
        installation.wrong(
          .consent, "\(path) is not there: mail that depends on it is put off (75)",
          "\(path) gibt es nicht: Mail, die davon abhängt, wird zurückgestellt (75)",
          command: "echo address,purpose,state,at,basis | presend consent import -")
      ]
    }
    // Who hands in mail reads it with the group's rights.
    if installation.isShared, let group = installation.spool?.group,
      file.permissions & S_IROTH == 0, file.group != group || file.permissions & S_IRGRP == 0
    {
      return [
        installation.wrong(
          .consent, "\(path): callers of presend may not read it (mode \(file.permissionText))",
          "\(path): wer presend aufruft, darf es nicht lesen (Modus \(file.permissionText))",
          command: "chgrp \(group) \(path) && chmod 660 \(path)")
      ]
    }
    if !installation.caller.may(.read, file) { return [installation.hidden(.consent, path)] }
    let question = AddrSpec(localPart: "nobody", domain: "localhost")
    if let failure = consentStore(of: installation.configuration).answers(for: [question]).failure {
      return [
        installation.wrong(
          .consent, failure, failure,
          mend: ("restore it from a copy, or export what can be read and import it anew",
                 "aus einer Kopie wiederherstellen oder exportieren, was lesbar ist, und neu importieren"))
      ]
    }
    return [installation.right(.consent, "\(path) answers", "\(path) antwortet")]
  }
}
