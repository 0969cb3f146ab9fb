/// The field vectors of stalwart mail-parser.
enum Stalwart {
  static let folder = "data/messages/files/stalwartlabs+mail-parser/resources"

  /// The field body: a vector may hold the next field behind it.
  static func body(_ header: String) -> [UInt8] {
    var lines = header.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var index = 1
    while index < lines.count, let first = lines[index].utf8.first, first == 0x20 || first == 0x09 { index += 1 }
    lines.removeSubrange(index...)
    return lines.joined(separator: "\n").octets
  }

  /// The addresses of an "expected" value, groups flattened, as "local@domain".
  static func addresses(_ value: Any?) -> [String] {
    guard let object = value as? [String: Any] else { return [] }
    if let list = object["List"] as? [[String: Any]] { return list.compactMap { $0["address"] as? String } }
    if let groups = object["Group"] as? [[String: Any]] {
      return groups.flatMap { ($0["addresses"] as? [[String: Any]] ?? []).compactMap { $0["address"] as? String } }
    }
    return []
  }

  static let addressExceptions: [String: [String]] = [
    // RFC 5322 §4.4: "the route portion SHOULD be ignored"; CFWS around dots is no part of the domain.
    "Mary Smith <@node.test:mary@example.net>, , jdoe@test  . example\n": ["mary@example.net", "jdoe@test.example"],
    "John Doe <jdoe@machine(comment).  example>\n": ["jdoe@machine.example"],
  ]
}
