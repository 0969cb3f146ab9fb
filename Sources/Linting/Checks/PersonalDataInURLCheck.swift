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
    matcher = PhraseMatcher(rule.phrases)
    personal = matcher.set(named: "personal")
    name = matcher.set(named: "name")
  }

  func hits(in examination: Examination) -> [Hit] {
    let names = Self.names(of: examination)
    var known: [Substring: Parameter] = [:]
    return examination.ownBodies.flatMap { body -> [Hit] in
      var told: Set<String> = []
      let urls =
        body.links.filter { !$0.isQuoted }.map { ($0.target, $0.tagRange) } + body.fetches.map { ($0.url, $0.range) }
      return urls.compactMap { url, range in
        guard url.utf8.count <= FetchedAddress.maximumOctets else { return nil }
        let target = LinkTarget(url)
        guard Self.isWeb(target) else { return nil }
        let found =
          examination.message == nil ? field(in: url) : value(in: target.query, names: names, examination, &known)
        guard let found, told.insert(found).inserted else { return nil }
        return Hit(
          message: examination.message == nil ? "field" : "value", values: ["field": found],
          place: examination.place(of: range, in: body), evidence: Hit.evidence(url.utf8))
      }
    }
  }

  private static func isWeb(_ target: LinkTarget) -> Bool {
    let scheme = target.scheme
    return scheme != "mailto" && scheme != "tel" && scheme != "sms" && scheme != "cid" && scheme != "data"
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
    let isPersonal: Bool
    let isName: Bool
  }

  /// A parameter of rendered mail that carries personal data, by its name and value.
  /// - Parameter known: what was found of names of parameters before; the links of a mail share theirs.
  private func value(
    in query: Substring, names: [Set<String>], _ examination: Examination, _ known: inout [Substring: Parameter]
  ) -> String? {
    for pair in query.split(octet: UInt8(ascii: "&")).prefix(50) {
      let parts = pair.utf8.split(separator: UInt8(ascii: "="), maxSplits: 1)
      guard parts.count == 2 else { continue }
      let (key, value) = (Substring(parts[0]), String(Substring(parts[1])))
      let parameter = known[key] ?? parameter(named: key)
      known[key] = parameter
      if parameter.isPersonal, carriesData(value, examination) { return String(key) }
      guard parameter.isName, !names.isEmpty else { continue }
      let words = Set(WordScanner.words(of: value.replacingPlus, style: .identifier))
      if !words.isEmpty, names.contains(where: { words.isSubset(of: $0) }) { return String(key) }
    }
    return nil
  }

  private func parameter(named key: Substring) -> Parameter {
    let hits = matcher.hits(in: String(key), style: .identifier)
    return Parameter(isPersonal: hits.contains(personal), isName: hits.contains(name))
  }

  /// A value that tells something: an address outside of the organisation that is no recipient's, or a number or date.
  private func carriesData(_ value: String, _ examination: Examination) -> Bool {
    let decoded = AddressSpellings.percentDecoded(Array(value.utf8))
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
