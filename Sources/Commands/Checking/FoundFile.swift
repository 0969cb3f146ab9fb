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
  /// What standard input is called instead of "-".
  var givenName: String?

  /// As reports show it.
  var shown: String { givenName ?? path }
  /// The last component of the path.
  var name: String { shown.split(separator: "/").last.map(String.init) ?? shown }
}
