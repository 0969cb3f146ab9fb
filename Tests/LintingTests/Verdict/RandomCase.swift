import MailContent
import MailSyntax
import Policy
import TestSupport

@testable import Linting

/// A message with envelope, consent and settings, all drawn from a seed.
struct RandomCase {
  let seed: UInt64
  let message: Message
  let context: Context
  let named: [String]

  private static let externals = (0..<12).map { "person\($0)@kunde\($0 % 7).test" }
  private static let internals = (0..<4).map { "kollege\($0)@beispiel.test" }

  init(seed: UInt64) {
    self.seed = seed
    var random = SplitMix64(seed: seed)
    let lineEnd = Bool.random(using: &random) ? "\r\n" : "\n"
    let people = (Self.externals + Self.internals).shuffled(using: &random)
    let named = Array(people.prefix(Int.random(in: 0...9, using: &random)))
    let hidden = Array(people.dropFirst(named.count).prefix(Int.random(in: 0...3, using: &random)))
    self.named = named

    var lines = ["From: chef@beispiel.test", "Subject: x \(seed)"]
    if Bool.random(using: &random) { lines.append("Date: Sat, 21 Nov 2026 10:00:00 +0100") }
    if Bool.random(using: &random) { lines.append("Message-ID: <\(seed)@beispiel.test>") }
    if Bool.random(using: &random) { lines.append("Disposition-Notification-To: chef@beispiel.test") }
    if !hidden.isEmpty {
      lines.append(["Bcc: ", "bcc :", "BCC:\n "].randomElement(using: &random)! + hidden.joined(separator: ", "))
    }
    lines += Self.destinationFields(named, &random)
    lines.shuffle(using: &random)
    lines += Self.body(&random)
    let text = lines.joined(separator: "\n")
    message = .parse(Array(text.utf8).flatMap { $0 == 0x0A ? Array(lineEnd.utf8) : [$0] })
    context = Self.context(recipients: named + hidden, &random)
  }

  /// The people spread over To and Cc fields, in the spellings that mailers use.
  private static func destinationFields(_ people: [String], _ random: inout SplitMix64) -> [String] {
    var fields: [String] = []
    var rest = people[...]
    while !rest.isEmpty {
      let part = rest.prefix(Int.random(in: 1...4, using: &random))
      rest = rest.dropFirst(part.count)
      let spelled = part.map { spelling(of: $0, &random) }
      let name = ["To: ", "to:", "Cc: ", "CC : ", "Resent-To: ", "Resent-Cc: "].randomElement(using: &random)!
      let body = spelled.joined(separator: [", ", ",\n ", ","].randomElement(using: &random)!)
      fields.append(name + (Int.random(in: 0..<6, using: &random) == 0 ? "Gruppe: \(body);" : body))
    }
    return fields
  }

  private static func spelling(of address: String, _ random: inout SplitMix64) -> String {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: "Vor Name <\(address)>"
    case 1: "\"Name, Vor\" <\(address)>"
    case 2: "=?UTF-8?Q?J=C3=B6rg?= <\(address)>"
    case 3: "<\(address.uppercased())>"
    case 4: "\(address) (Kommentar)"
    default: address
    }
  }

  private static func body(_ random: inout SplitMix64) -> [String] {
    let pixel = Bool.random(using: &random) ? JudgeSamples.image : ""
    let html = "<html><body><p>Gr\u{FC}\u{DF}e</p>\(pixel)<p>Ende</p></body></html>\n"
    switch Int.random(in: 0..<3, using: &random) {
    case 0:
      return ["Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: 8bit", "", html]
    case 1:
      let encoded = html.utf8.map { octet in
        octet == 0x3D || octet >= 0x80
          ? "=\(octet < 16 ? "0" : "")\(String(octet, radix: 16, uppercase: true))" : String(Unicode.Scalar(octet))
      }
      var text = ""
      for (index, piece) in encoded.enumerated() { text += index % 24 == 23 && piece != "\n" ? piece + "=\n" : piece }
      return ["Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "", text]
    default:
      let encoded = MessageSamples.text(Base64.encode(Array(html.utf8), lineLength: 76))
      return ["Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: base64", "", encoded]
    }
  }

  private static func context(recipients: [String], _ random: inout SplitMix64) -> Context {
    var settings = Settings()
    settings.organisation.domains = ["beispiel.test"]
    for rule in RulePacks.builtIn { settings.rules[rule.id, default: .init()].action = .off }
    for rule in ["recipients/open-list", "tracking/pixel", "tracking/receipt-request"] as [RuleID] {
      settings.rules[rule, default: .init()].action = .rewrite
    }
    settings.rules["recipients/open-list", default: .init()].rewrite = Bool.random(using: &random) ? .bcc : .individual
    var states: [String: [Purpose: ConsentState]] = [:]
    for recipient in recipients {
      if let state = ConsentState.allCases.randomElement(using: &random) { states[recipient] = [.tracking: state] }
    }
    let envelope = Envelope(
      reversePath: MessageSamples.address("chef@beispiel.test"),
      recipients: recipients.shuffled(using: &random).map(MessageSamples.address))
    return Context(
      envelope: envelope, consent: .init(states: states), settings: settings, demandedClass: .personal)
  }
}
