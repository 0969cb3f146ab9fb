internal import Gateway
internal import MailQueue

/// Whether somebody takes mail from the spool to the smarthost.
enum RelayServiceCheck {
  static func of(_ installation: Installation) -> [Diagnosis] {
    switch WakeChannel(of: installation.opened.queue).hasListener {
    case nil: return [installation.hidden(.relay, installation.opened.queue.wakePath)]
    case true?: return [installation.right(.relay, "presend-relay runs and listens", "presend-relay läuft und hört zu")]
    case false?:
      if !installation.isShared {
        return [
          installation.right(
            .relay, "presend-relay does not run now; each message starts it",
            "presend-relay läuft gerade nicht; jede Nachricht startet es")
        ]
      }
      return [
        installation.wrong(
          .relay, "presend-relay does not run: mail is taken and waits",
          "presend-relay läuft nicht: Mail wird angenommen und wartet",
          mend: (
            "systemctl enable --now presend-relay; why it ended: journalctl -u presend-relay",
            "systemctl enable --now presend-relay; warum es endete: journalctl -u presend-relay"
          ))
      ]
    }
  }
}
