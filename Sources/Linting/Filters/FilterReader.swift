/// Reads a list line by line.
struct FilterReader {
  private let octets: [UInt8]
  private(set) var filters: [Filter] = []
  private(set) var problems: [FilterList.Problem] = []
  private(set) var problemCount = 0
  private var line: Int32 = 0

  /// The greatest public lists have 150,000 lines; what follows is not read.
  static let maximumLines = 1_000_000
  /// No filter is longer; a file with such lines is something else.
  private static let maximumLineOctets = 8_192

  init(_ octets: [UInt8]) { self.octets = octets }

  mutating func read() {
    let isHosts = Self.isHostsFile(octets)
    var start = octets.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < octets.count, line < Self.maximumLines {
      let end = octets[start...].firstIndex(of: UInt8(ascii: "\n")) ?? octets.count
      line += 1
      var range = start..<end
      while let last = range.last, Self.isBlank(octets[last]) { range = range.lowerBound..<last }
      while let first = range.first, Self.isBlank(octets[first]) { range = (first + 1)..<range.upperBound }
      if range.count > Self.maximumLineOctets {
        refuse("the line is longer than \(Self.maximumLineOctets) octets; is this a filter list?")
      } else if octets[range].contains(where: { $0 < 0x20 && $0 != 0x09 }) {
        refuse("the line holds control characters; is this a filter list?")
      } else if !range.isEmpty {
        if isHosts { readHost(range) } else { readFilter(range) }
      }
      start = end + 1
    }
  }

  private static func isBlank(_ octet: UInt8) -> Bool { octet == 0x20 || octet == 0x09 || octet == 0x0D }

  /// Whether it is a hosts file or a list of hosts: none of its first lines is what only filter lists have.
  private static func isHostsFile(_ octets: [UInt8]) -> Bool {
    let sniffed = 16_384
    for line in octets.prefix(sniffed).split(separator: UInt8(ascii: "\n")) {
      if line.first == UInt8(ascii: "[") || line.first == UInt8(ascii: "!") { return false }
      if line.first == UInt8(ascii: "#") { continue }
      if line.contains(where: { "|^$/*@".utf8.contains($0) }) { return false }
    }
    return true
  }

  private mutating func refuse(_ text: String) {
    problemCount += 1
    if problems.count < FilterList.maximumProblems {
      problems.append(FilterList.Problem(line: Int(line), text: text))
    }
  }

  // MARK: Hosts

  /// `0.0.0.0 host # comment`, or the host alone.
  private mutating func readHost(_ range: Range<Int>) {
    let text = octets[range].prefix { $0 != UInt8(ascii: "#") }
    var words = text.split { $0 == 0x20 || $0 == 0x09 }[...]
    guard let first = words.first else { return }
    if words.count > 1 {
      guard first.allSatisfy({ Self.isAddressOctet($0) }) else {
        return refuse("“\(Self.shown(first))” is no IP address; write “0.0.0.0 host” or the host alone")
      }
      words = words.dropFirst()
    }
    for word in words {
      if Self.isLocalName(word) { continue }
      guard Self.isHost(word) else {
        refuse("“\(Self.shown(word))” is no host; write a name such as tracker.example")
        continue
      }
      filters.append(
        Filter(
          line: line, pattern: Self.narrow(word.startIndex..<word.endIndex), anchors: .wholeHost, isException: false,
          party: .any, matchesCase: false, kinds: .all, domains: 0..<0))
    }
  }

  private static func isAddressOctet(_ octet: UInt8) -> Bool {
    switch octet {
    case 0x30...0x39, 0x41...0x46, 0x61...0x66, UInt8(ascii: "."), UInt8(ascii: ":"): true
    default: false
    }
  }

  /// The names that every hosts file begins with, for the machine itself.
  private static func isLocalName(_ word: ArraySlice<UInt8>) -> Bool {
    let names = ["localhost", "localhost.localdomain", "local", "broadcasthost", "0.0.0.0"]
    return names.contains { word.elementsEqual($0.utf8) } || word.starts(with: "ip6-".utf8)
  }

  private static func isHost(_ word: ArraySlice<UInt8>) -> Bool {
    guard word.contains(UInt8(ascii: ".")), word.count <= 253 else { return false }
    return word.allSatisfy { octet in
      switch octet {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), 0x80...: true
      default: false
      }
    }
  }

  // MARK: Filters

  private mutating func readFilter(_ range: Range<Int>) {
    let first = octets[range.lowerBound]
    if first == UInt8(ascii: "!") || first == UInt8(ascii: "[") { return }
    if Self.hidesElements(octets[range]) { return }
    var pattern = range
    let isException = octets[range].starts(with: "@@".utf8)
    if isException { pattern = (range.lowerBound + 2)..<range.upperBound }
    var options = FilterOptions()
    if let dollar = Self.optionsStart(octets[pattern]) {
      switch options.read(octets, (dollar + 1)..<pattern.upperBound) {
      case .read: pattern = pattern.lowerBound..<dollar
      case .passedOver: return
      case .unknown(let name): return refuse("unknown option “\(name)”; leave it out, or the filter")
      }
    }
    // A regular expression.
    if pattern.count > 1, octets[pattern.lowerBound] == UInt8(ascii: "/"),
      octets[pattern.upperBound - 1] == UInt8(ascii: "/"),
      octets[pattern].contains(where: { "\\[(+?".utf8.contains($0) })
    {
      return
    }
    var anchors: Filter.Anchors = []
    if octets[pattern].starts(with: "||".utf8) {
      anchors.insert(.host)
      pattern = (pattern.lowerBound + 2)..<pattern.upperBound
    } else if octets[pattern].first == UInt8(ascii: "|") {
      anchors.insert(.start)
      pattern = (pattern.lowerBound + 1)..<pattern.upperBound
    }
    if octets[pattern].last == UInt8(ascii: "|") {
      anchors.insert(.end)
      pattern = pattern.lowerBound..<(pattern.upperBound - 1)
    }
    guard octets[pattern].contains(where: { !"*^|".utf8.contains($0) }) else {
      // A filter of options alone, such as "$image,domain=…", needs a page.
      if options.hasAny { return }
      return refuse("the filter has no pattern; write for example ||tracker.example^")
    }
    filters.append(
      Filter(
        line: line, pattern: Self.narrow(pattern), anchors: anchors, isException: isException, party: options.party,
        matchesCase: options.matchesCase, kinds: options.kinds, domains: options.domains))
  }

  /// `##`, `#@#`, `#?#`, `#$#` and their kind.
  private static func hidesElements(_ line: ArraySlice<UInt8>) -> Bool {
    var index = line.startIndex
    while let hash = line[index...].firstIndex(of: UInt8(ascii: "#")) {
      var next = hash + 1
      while next < line.endIndex, "@?$%".utf8.contains(line[next]) { next += 1 }
      if next < line.endIndex, line[next] == UInt8(ascii: "#") { return true }
      index = hash + 1
    }
    return false
  }

  /// The last "$" that options follow.
  private static func optionsStart(_ line: ArraySlice<UInt8>) -> Int? {
    guard let dollar = line.lastIndex(of: UInt8(ascii: "$")), dollar + 1 < line.endIndex else { return nil }
    let first = line[dollar + 1]
    guard first == UInt8(ascii: "~") || (0x61...0x7A).contains(first | 0x20) || (0x30...0x39).contains(first) else {
      return nil
    }
    // A "$" within a path is none of an option.
    let name = line[(dollar + 1)...].prefix { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ",") }
    return name.contains(UInt8(ascii: "/")) ? nil : dollar
  }

  static func narrow(_ range: Range<Int>) -> Range<Int32> { Int32(range.lowerBound)..<Int32(range.upperBound) }

  private static func shown(_ octets: ArraySlice<UInt8>) -> String { Hit.evidence(octets.prefix(60)) }
}
