import MailContent
import MailSyntax
import Policy

/// Whom the first lines of a message greet: people who are greeted together may know of each other.
struct Greeting {
  private let words: [String]
  private let displayNames: [String: String]

  /// A greeting stands in the first lines that say anything.
  private static let maximumLines = 2
  private static let maximumOctets = 300
  /// Shorter words are initials.
  private static let leastOctets = 2
  /// What stands before names and in them and is none.
  private static let titles: Set<String> = [
    "frau", "herr", "herrn", "familie", "eheleute", "dr", "prof", "mrs", "miss", "sir", "family", "madame", "monsieur",
    "senor", "senora", "signor", "signora", "dottor", "mevrouw", "meneer", "heer", "pan", "pani", "panie", "senhor",
    "senhora", "dona", "de", "di", "da", "do", "du", "la", "le", "el", "van", "von", "der", "den", "ten", "zu", "und",
    "and", "et", "info", "mail", "kontakt", "contact", "office",
  ]

  init(_ examination: Examination) {
    let body = examination.words.bodies.first { $0.body.isOwn && !$0.body.text.utf8.isEmpty }
    let lines = body.map { scanned in
      scanned.body.text.utf8.prefix(Self.maximumOctets).split(separator: 0x0A)
        .filter { line in line.contains { $0 > 0x20 } }.prefix(Self.maximumLines)
        // Who lists addresses greets nobody.
        .filter { !$0.contains(UInt8(ascii: "@")) }
    }
    words = (lines ?? []).flatMap { WordScanner.words(of: String(decoding: $0, as: UTF8.self)) }
    let fields = examination.message.map { message in
      VisibleRecipients.kinds.flatMap { message.fields(named: $0) }.flatMap { message.mailboxes(in: $0) }
    }
    displayNames = Dictionary(
      (fields ?? []).map { ($0.address.comparisonKey, $0.displayName ?? "") }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether each of these people is greeted by a name of their own.
  func names(all people: [AddrSpec]) -> Bool {
    var rest = words
    for address in people {
      let names = names(of: address)
      guard let index = rest.firstIndex(where: names.contains) else { return false }
      rest.remove(at: index)
    }
    return true
  }

  /// The words of a display-name and of a local-part: "Karin Bakker", "k.bakker88".
  private func names(of address: AddrSpec) -> Set<String> {
    let shown = WordScanner.words(of: displayNames[address.comparisonKey] ?? "")
    let local = WordScanner.words(of: address.localPart, style: .identifier).map { word in
      String(word.reversed().drop(while: \.isNumber).reversed())
    }
    return Set(shown + local).filter { $0.utf8.count >= Self.leastOctets && !Self.titles.contains($0) }
  }
}
