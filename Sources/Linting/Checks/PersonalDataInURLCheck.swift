import MailContent
import MailSyntax
import Policy

/// Finds URLs that carry personal data: in templates merge fields for a name, an address, a birth date; in rendered
/// mail parameters of such names with a value, and the recipient's name. One finding per URL's data and body.
///
/// The recipient's address in a URL is `tracking/address-in-url`.
struct PersonalDataInURLCheck: Check {
  private let matcher: PhraseMatcher
  private let personal: Int?
  private let name: Int?

  init(_ rule: Rule) {
    matcher = PhraseMatcher(rule)
    personal = matcher.set(named: "personal")
    name = matcher.set(named: "name")
  }

  func hits(in examination: Examination) -> [Hit] {
    let names = Self.names(of: examination)
    var known: KnownParameters = []
    return examination.ownScannedBodies.flatMap { scanned -> [Hit] in
      let body = scanned.body
      var told: Set<String> = []
      var hits: [Hit] = []
      func look(_ url: ExaminedURL, _ written: String, _ range: OctetRange) {
        guard url.target.octets.count <= FetchedAddress.maximumOctets,
          !url.target.hasScheme("mailto", "tel", "sms", "cid", "data")
        else { return }
        let found =
          examination.message == nil ? field(in: written) : value(in: url.target, names: names, examination, &known)
        guard let found, told.insert(found).inserted else { return }
        hits.append(
          Hit(
            message: examination.message == nil ? "field" : "value", values: ["field": found],
            place: examination.place(of: range, in: body), evidence: Hit.evidence(written.utf8)))
      }
      for link in scanned.links where !link.link.isQuoted { look(link.url, link.link.target, link.link.tagRange) }
      for fetched in scanned.fetched {
        look(fetched.url, body.fetches[fetched.first].url, body.fetches[fetched.first].range)
      }
      return hits
    }
  }

  /// A merge field of a template that names personal data.
  private func field(in url: String) -> String? {
    let fields = Array(MergeFields.split(url).fields.utf8)
    for identifier in Self.identifiers(in: fields) {
      let isField = matcher.hits(in: fields, range: identifier, style: .identifier).hits.contains {
        ($0.set == personal || $0.set == name) && $0.range == identifier
      }
      if isField { return Hit.evidence(fields[identifier]) }
    }
    return nil
  }

  /// What is printed: the last name of each path such as `user.email` or `$user->email`, and indices such as
  /// `user['email']`. Names of functions and the words of strings print something else.
  private static func identifiers(in octets: [UInt8]) -> [OctetRange] {
    var found: [OctetRange] = []
    var index = 0
    while index < octets.count {
      let octet = octets[index]
      if octet == UInt8(ascii: "'") || octet == UInt8(ascii: "\"") {
        let isIndex = index > 0 && octets[index - 1] == UInt8(ascii: "[")
        let start = index + 1
        index = octets[start...].firstIndex(of: octet) ?? octets.count
        if isIndex { found.append(start..<index) }
        index += 1
        continue
      }
      guard isName(octet) else {
        index += 1
        continue
      }
      let start = index
      while index < octets.count, isName(octets[index]) { index += 1 }
      let next = index < octets.count ? octets[index] : 0
      // A path goes on, or it is called.
      let goesOn =
        next == UInt8(ascii: ".") || next == UInt8(ascii: "(") || next == UInt8(ascii: "[")
        || octets[index...].starts(with: "->".utf8) || octets[index...].starts(with: "::".utf8)
      if !goesOn { found.append(start..<index) }
    }
    return found
  }

  private static func isName(_ octet: UInt8) -> Bool {
    octet == 0x5F || octet >= 0x80 || octet &- 0x30 < 10 || (octet | 0x20) &- 0x61 < 26
  }

  /// What a parameter's name says of its value.
  private struct Parameter {
    let name: [UInt8]
    let isPersonal: Bool
    let isName: Bool
  }

  /// What was found of names of parameters before, by their places in queries; the links of a mail share theirs.
  private typealias KnownParameters = [Parameter]

  /// So many parameters of a query are looked at.
  private static let maximumParameters = 50

  /// A parameter of rendered mail that carries personal data, by its name and value.
  private func value(
    in target: LinkTarget, names: [Set<String>], _ examination: Examination, _ known: inout KnownParameters
  ) -> String? {
    let octets = target.octets.span
    var found: String?
    var place = 0
    octets.forEachPiece(of: target.query, between: UInt8(ascii: "&")) { pair in
      defer { place += 1 }
      guard found == nil, place < Self.maximumParameters, let (key, value) = Self.parts(of: pair, octets) else {
        return
      }
      let parameter = parameter(named: key, at: place, octets, &known)
      guard parameter.isPersonal || parameter.isName else { return }
      let isFound =
        parameter.isPersonal && carriesData(target.text(value), examination)
        || parameter.isName && !names.isEmpty && isName(target.text(value), names)
      if isFound { found = target.text(key) }
    }
    return found
  }

  private func isName(_ value: String, _ names: [Set<String>]) -> Bool {
    let words = Set(WordScanner.words(of: value.replacingPlus, style: .identifier))
    return !words.isEmpty && names.contains { words.isSubset(of: $0) }
  }

  /// Name and value; nil where one is missing. What stands before is no name: "=a=b" has the name "a".
  private static func parts(of pair: Range<Int>, _ octets: Span<UInt8>) -> (name: Range<Int>, value: Range<Int>)? {
    let equals = UInt8(ascii: "=")
    var start = pair.lowerBound
    while start < pair.upperBound, octets[start] == equals { start += 1 }
    guard let end = octets.first(of: equals, in: start..<pair.upperBound) else { return nil }
    return end + 1 < pair.upperBound ? (start..<end, (end + 1)..<pair.upperBound) : nil
  }

  private func parameter(
    named key: Range<Int>, at place: Int, _ octets: Span<UInt8>, _ known: inout KnownParameters
  ) -> Parameter {
    if place < known.count, known[place].name.count == key.count,
      octets.holds(known[place].name, at: key.lowerBound)
    {
      return known[place]
    }
    var states = matcher.makeStates()
    let hits = matcher.hits(in: octets, range: key, style: .identifier, using: &states)
    let name = octets.extracting(key).withUnsafeBufferPointer { Array($0) }
    let parameter = Parameter(name: name, isPersonal: hits.contains(personal), isName: hits.contains(self.name))
    if place < known.count {
      known[place] = parameter
    } else if place == known.count {
      known.append(parameter)
    }
    return parameter
  }

  /// A value that tells something: an address outside of the organisation that is no recipient's, or a number or date.
  private func carriesData(_ value: String, _ examination: Examination) -> Bool {
    let decoded = AddressSpellings.percentDecoded(value.utf8.span)
    if let address = AddressTokens.find(in: decoded).first {
      return !examination.outsiders.isInternal(address)
        && !examination.recipients.contains { $0.comparisonKey == address.comparisonKey }
    }
    return value.utf8.count(where: { $0 &- 0x30 < 10 }) >= 4
  }

  /// The words of each recipient's name, as To and Cc show them; single words are too common to tell anybody.
  private static func names(of examination: Examination) -> [Set<String>] {
    guard let message = examination.message else { return [] }
    return [FieldName.to, .cc].flatMap { message.fields(named: $0) }.flatMap { message.mailboxes(in: $0) }.prefix(50)
      .compactMap { mailbox in
        let words = Set(
          WordScanner.words(of: mailbox.displayName ?? "", style: .identifier).filter { $0.utf8.count > 1 })
        return words.count > 1 ? words : nil
      }
  }
}

extension String {
  /// "+" stands for a space in a query.
  fileprivate var replacingPlus: String { String(map { $0 == "+" ? " " : $0 }) }
}
