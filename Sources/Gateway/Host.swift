internal import Glibc
package import Linting
internal import MailQueue
internal import MailSyntax

/// What the machine knows: its name, who calls, what time it is. Read once; never from the environment, which the
/// caller sets.
package struct Host: Sendable {
  /// Fully qualified where the machine or the configuration knows its domain.
  package let name: String
  let userID: uid_t
  /// The caller's login name.
  let user: String

  /// - Parameter name: what the configuration calls the machine; nil for its own name.
  init(name: String? = nil) {
    self.name = name ?? HostName.ofMachine
    userID = getuid()
    user = getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } ?? "uid\(getuid())"
  }

  /// The path of a program installed in the same folder as this one.
  package static func siblingProgram(_ name: String) -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let own = count > 0 ? string(buffer) : CommandLine.arguments[0]
    guard let slash = own.lastIndex(of: "/") else { return name }
    return String(own[...slash]) + name
  }

  /// The folder in which the program was started; nil where it is gone.
  package static var workingFolder: String? {
    guard let path = getcwd(nil, 0) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }

  /// Debian's package publicsuffix keeps it current; without it a rule of thumb answers.
  package static let publicSuffixes = PublicSuffixes {
    try? FileReading.octets(of: "/usr/share/publicsuffix/public_suffix_list.dafsa", limit: maximumSuffixListOctets)
  }
  /// The list of 2023 has 54 KB.
  private static let maximumSuffixListOctets = 4 << 20

  /// Whether the program runs with rights that its caller does not have; then the caller's environment is not trusted.
  static var hasForeignRights: Bool { getuid() != geteuid() || getgid() != getegid() }

  /// Goes back to the caller's own rights. A set-group-id `presend-sendmail` lends its group for handing in a
  /// message, for nothing else: the spool holds other people's mail.
  package static func dropForeignRights() {
    let group = getgid()
    let user = getuid()
    // setregid(2): when the real id is set, the saved one follows, so there is no way back.
    guard setregid(group, group) == 0, setreuid(user, user) == 0 else { exit(ExitStatus.software.rawValue) }
  }

  /// The caller's home by the password database; not $HOME, which cron leaves at another user's.
  static var homeDirectory: String? { getpwuid(getuid()).map { String(cString: $0.pointee.pw_dir) } }

  /// A variable of the environment; nil where the program runs with foreign rights.
  package static func environment(_ name: String) -> String? {
    hasForeignRights ? nil : getenv(name).map { String(cString: $0) }
  }

  /// Seconds since 1970.
  package static var now: Int { time(nil) }

  /// The time now as a field body. RFC 5322 §3.3.
  package static func date(_ seconds: Int = now) -> String {
    var time = time_t(seconds)
    var local = tm()
    localtime_r(&time, &local)
    return DateTime.format(secondsSince1970: seconds, offsetMinutes: local.tm_gmtoff / 60)
  }

  private static func string(_ buffer: [CChar]) -> String {
    String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
