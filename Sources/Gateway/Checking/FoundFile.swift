/// A file that is to be checked.
struct FoundFile: Sendable, Hashable {
  /// As the user gave it, or below a folder that the user gave; "-" is standard input.
  let path: String
  /// The user named this very file, so that leaving it out would be a surprise.
  let isNamed: Bool
  /// What its folder said of it, in octets; 0 where nothing is known.
  let size: Int
  /// Whether it lies in a Maildir, where names tell nothing: each file is a message.
  var isOfMaildir = false

  /// The last component of the path.
  var name: String { path.split(separator: "/").last.map(String.init) ?? path }
}
