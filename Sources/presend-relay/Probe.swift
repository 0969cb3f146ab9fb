internal import Glibc
internal import MailQueue
internal import Relay

/// Tries each smarthost as the service would reach it, and sends nothing: `--probe`, for `presend doctor`.
///
/// Prints a line for each: its place, a word, and what happened, with tabs between. The words are `ready`,
/// `ready-without-login` (where the password is for the service alone), `unusable` (settings or password), and those of
/// `ConnectionFailure.Kind`.
enum Probe {
  /// - Returns: the exit status: 0 where all can be used.
  static func run(configurationFile: String) -> Int32 {
    do {
      // Once to learn whose the spool is, and once with that account's rights, as the service reads it.
      try becomeOwner(of: try RelayConfiguration(file: configurationFile).queue.directory)
      let settings = try RelayConfiguration(file: configurationFile)
      let candidates = settings.candidates(helloName: settings.hostName ?? HostName.ofMachine)
      return candidates.map(tell).max() ?? EX_OK
    } catch {
      say("-", "unusable", "\(error)")
      return EX_CONFIG
    }
  }

  private static func tell(of candidate: RelayConfiguration.Candidate) -> Int32 {
    switch candidate.smarthost {
    case .failure(let error):
      say(candidate.place, "unusable", "\(error)")
      return EX_CONFIG
    case .success(let smarthost):
      if let failure = SmarthostProbe.failure(of: smarthost) {
        say(candidate.place, failure.kind.rawValue, "\(failure)")
        return EX_UNAVAILABLE
      }
      say(candidate.place, candidate.isWithoutLogin ? "ready-without-login" : "ready", "")
      return EX_OK
    }
  }

  private static func say(_ words: String...) {
    print(words.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }.joined(separator: "\t"))
  }

  /// Root reads every password; what counts is whether the service can, and it runs as the account that the spool
  /// belongs to.
  private static func becomeOwner(of folder: String) throws {
    var status = stat()
    guard geteuid() == 0, stat(folder, &status) == 0, status.st_uid != 0 else { return }
    let entry = getpwuid(status.st_uid)
    let group = entry?.pointee.pw_gid ?? status.st_gid
    let isDone =
      (entry.map { initgroups($0.pointee.pw_name, group) } ?? setgroups(1, [group])) == 0
      && setgid(group) == 0 && setuid(status.st_uid) == 0
    if !isDone { throw RelayConfiguration.Unusable(description: "cannot become the owner of \(folder)") }
  }
}
