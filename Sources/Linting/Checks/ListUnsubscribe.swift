import MailSyntax
import Policy

/// The List-Unsubscribe fields of a message, read as mail programs read them. RFC 2369 §2, §3.2; RFC 8058.
struct ListUnsubscribe {
  /// The field; nil where there is none.
  let field: Field?
  /// Its addresses in order, white space within dropped; comments and what stands outside of brackets do not count.
  let addresses: [String]
  /// List-Unsubscribe-Post and its value without white space; nil where there is none.
  let post: (field: Field, value: String)?

  init(_ message: Message) {
    field = message.fields(named: .listUnsubscribe).first
    addresses = field.map { Self.addresses(in: Array(message.unstructured($0).utf8)) } ?? []
    post = message.fields(named: .listUnsubscribePost).first.map { field in
      (field, message.unstructured(field).filter { $0 != " " && $0 != "\t" })
    }
  }

  /// What stands between angle brackets; comments in parentheses before it are skipped.
  private static func addresses(in octets: [UInt8]) -> [String] {
    var addresses: [String] = []
    var open: Int?
    for (index, octet) in octets.enumerated() {
      if octet == UInt8(ascii: "<") {
        open = index + 1
      } else if octet == UInt8(ascii: ">"), let start = open {
        let address = octets[start..<index].filter { $0 > 0x20 }
        if !address.isEmpty { addresses.append(String(decoding: address, as: UTF8.self)) }
        open = nil
      }
    }
    return addresses
  }

  func addresses(of scheme: String) -> [String] { addresses.filter { LinkTarget($0).scheme == scheme } }
  /// Whether a program can use one of them.
  var isUsable: Bool { ["https", "http", "mailto"].contains { !addresses(of: $0).isEmpty } }
}

/// Finds bulk mail that gives mail programs no List-Unsubscribe.
struct ListUnsubscribeCheck: Check {
  func hits(in examination: Examination) -> [Hit] {
    guard let message = examination.message else { return [] }
    let list = ListUnsubscribe(message)
    if list.isUsable { return [] }
    if let field = list.field {
      return [Hit(message: "malformed", place: examination.place(of: field), evidence: examination.text(of: field))]
    }
    // RFC 8058's field alone is told by the rule about one click.
    if list.post != nil { return [] }
    let canAdd = examination.settings.organisation.listUnsubscribe != nil
    let section = message.parts[0].headerSection
    return [
      Hit(
        message: "missing", place: Place(part: message.parts[0].id, octets: section.lowerBound..<section.lowerBound),
        evidence: "", remedy: canAdd ? .addListUnsubscribe : nil, isMendable: canAdd)
    ]
  }
}

/// Finds what keeps unsubscribing with one click from working. RFC 8058.
struct OneClickCheck: Check {
  private static let value = "List-Unsubscribe=One-Click"

  func hits(in examination: Examination) -> [Hit] {
    guard let message = examination.message else { return [] }
    let list = ListUnsubscribe(message)
    guard let field = list.field else {
      return list.post.map { [hit("no-list", $0.field, examination)] } ?? []
    }
    guard list.isUsable else { return [] }
    if let dead = list.addresses.first(where: { Self.isDead($0) }) {
      return [hit("placeholder", field, value: dead, examination)]
    }
    let secure = list.addresses(of: "https")
    guard let post = list.post else {
      if !secure.isEmpty { return [hit("no-post", field, examination)] }
      return [hit("mailto", field, examination, isNote: true)]
    }
    guard post.value.lowercased() == Self.value.lowercased() else {
      return [hit("value", post.field, value: post.value, examination)]
    }
    if secure.isEmpty {
      let schemes = Set(list.addresses.map { LinkTarget($0).scheme + ":" }).sorted().joined(separator: ", ")
      return [hit("no-https", field, value: schemes, examination)]
    }
    let dkim = DKIMCoverage(message)
    // Without a signature yet, one is made after us.
    guard dkim.coversBody, !dkim.covers(field) || !dkim.covers(post.field) else { return [] }
    return [hit("unsigned", field, examination, isNote: true)]
  }

  private static func isDead(_ address: String) -> Bool {
    MergeFields.isUnfilled(address) || !UnsubscribeOffers.isLive(address, isTemplate: false)
  }

  private func hit(
    _ message: String, _ field: Field, value: String = "", _ examination: Examination, isNote: Bool = false
  ) -> Hit {
    Hit(
      message: message, values: ["value": value, "schemes": value], place: examination.place(of: field),
      evidence: examination.text(of: field), isNote: isNote)
  }
}
