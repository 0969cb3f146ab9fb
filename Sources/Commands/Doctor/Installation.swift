internal import Configuration
internal import Gateway
internal import Glibc
internal import MailQueue
internal import Policy

/// The installation that `presend doctor` looks at, and the language it speaks of it.
struct Installation {
  let opened: Opened
  let language: Language
  let now: Int
  /// The spool's folder; nil where it is not there, or the way to it is closed.
  let spool: FileFacts?
  /// The account that `presend-relay` runs as: that of the spool.
  let relayAccount: Account
  let caller: Account

  init(_ opened: Opened, language: Language, now: Int = Host.now) {
    self.opened = opened
    self.language = language
    self.now = now
    spool = FileFacts(of: opened.queue.directory)
    caller = Account(geteuid())
    relayAccount = spool.map { Account($0.owner) } ?? caller
  }

  var configuration: Configuration { opened.configuration }
  var spoolPath: String { opened.queue.directory }
  /// Whether other users hand mail in through a set-group-id `presend-sendmail` (docs/install.md): then the spool lets
  /// a group in.
  var isShared: Bool { spool.map { $0.permissions & S_IWGRP != 0 } ?? false }
  /// Whether the caller sees what the relay sees.
  var seesAll: Bool { caller.id == 0 || caller.id == relayAccount.id }

  // MARK: Saying what was found

  func pick(_ english: String, _ german: String) -> String { language == .german ? german : english }

  func right(_ subject: Diagnosis.Subject, _ english: String, _ german: String) -> Diagnosis {
    Diagnosis(subject: subject, state: .right, text: pick(english, german))
  }

  func warning(
    _ subject: Diagnosis.Subject, _ english: String, _ german: String, mend: (english: String, german: String)
  ) -> Diagnosis {
    Diagnosis(subject: subject, state: .warning, text: pick(english, german), mend: pick(mend.english, mend.german))
  }

  func wrong(
    _ subject: Diagnosis.Subject, _ english: String, _ german: String, mend: (english: String, german: String)
  ) -> Diagnosis {
    Diagnosis(subject: subject, state: .error, text: pick(english, german), mend: pick(mend.english, mend.german))
  }

  /// A mend that is a command is the same in both languages.
  func wrong(_ subject: Diagnosis.Subject, _ english: String, _ german: String, command: String) -> Diagnosis {
    wrong(subject, english, german, mend: (command, command))
  }

  /// What this user may not see.
  func hidden(_ subject: Diagnosis.Subject, _ path: String) -> Diagnosis {
    Diagnosis(
      subject: subject, state: .unknown,
      text: pick("\(path): you may not look at it", "\(path): darf von hier nicht angesehen werden"), mend: askAsRoot)
  }

  var askAsRoot: String {
    pick("ask with all rights: sudo presend doctor", "mit allen Rechten fragen: sudo presend doctor")
  }
}
