/// The automaton in `public_suffix_list.dafsa`: all names of the Public Suffix List, each with what it is.
///
/// Layout, as read by libpsl: a header of 16 octets, ".DAFSA@PSL_0" filled up with spaces and a line feed. Behind it a
/// node is a row of offsets to its children, each counted from the one before (the first from the node): 1 octet
/// `x0nnnnnn`, 2 octets `x10nnnnn n`, 3 octets `x11nnnnn n n`; `x` marks the last of the row. A child begins with a
/// label, octets of ASCII of which the last has its top bit set, and then its own row; or is a single octet `1000ffff`,
/// where a name ends, with flags.
struct SuffixGraph: Sendable {
  /// What a name is in the list.
  struct Standing: OptionSet {
    let rawValue: UInt8
    /// "!name": no suffix, although a wildcard would make it one.
    static let exception = Standing(rawValue: 1)
    /// "*.name": every name right below is a suffix.
    static let wildcard = Standing(rawValue: 2)
  }

  private static let header = Array(".DAFSA@PSL_0".utf8)
  private static let headerOctets = 16
  private let octets: [UInt8]

  /// nil for octets of another kind.
  init?(_ octets: [UInt8]) {
    guard octets.starts(with: Self.header), octets.count > Self.headerOctets else { return nil }
    self.octets = octets
  }

  /// How many of the last labels are a public suffix; 1 where no rule of the list matches.
  func suffixLength(of labels: [Substring]) -> Int {
    for first in labels.indices {
      guard let standing = standing(of: labels[first...].joined(separator: ".").utf8) else { continue }
      let length = labels.count - first
      if standing.contains(.exception) { return length - 1 }
      return standing.contains(.wildcard) && first > 0 ? length + 1 : length
    }
    return 1
  }

  /// What a name is; nil where the list does not have it.
  /// - Complexity: O(octets of the name × children of a node); a damaged list ends the walk.
  func standing(of name: some Collection<UInt8>) -> Standing? {
    let name = Array(name)
    var node = Self.headerOctets
    var matched = 0
    while let next = child(of: node, for: name, &matched) {
      if case .end(let standing) = next { return standing }
      guard case .node(let offset) = next else { return nil }
      node = offset
    }
    return nil
  }

  private enum Step {
    case node(Int)
    case end(Standing)
  }

  /// The child that goes on with the name, behind its label.
  private func child(of node: Int, for name: [UInt8], _ matched: inout Int) -> Step? {
    var row = node
    var child = node
    while row + 2 < octets.count {
      let octet = octets[row]
      switch octet & 0x60 {
      case 0x60:
        child += Int(octet & 0x1F) << 16 | Int(octets[row + 1]) << 8 | Int(octets[row + 2])
        row += 3
      case 0x40:
        child += Int(octet & 0x1F) << 8 | Int(octets[row + 1])
        row += 2
      default:
        child += Int(octet & 0x3F)
        row += 1
      }
      if let step = enter(child, name, &matched) { return step }
      if octet & 0x80 != 0 { return nil }
    }
    return nil
  }

  /// Follows the label at an offset; nil where it is not what the name goes on with.
  private func enter(_ start: Int, _ name: [UInt8], _ matched: inout Int) -> Step? {
    var offset = start
    var index = matched
    while offset < octets.count {
      let octet = octets[offset]
      if octet & 0xE0 == 0x80 { return index == name.count ? .end(Standing(rawValue: octet & 0x0F)) : nil }
      guard index < name.count, octet & 0x7F == name[index] else { return nil }
      index += 1
      offset += 1
      if octet & 0x80 != 0 {
        matched = index
        return .node(offset)
      }
    }
    return nil
  }
}
