import MailContent
import MailSyntax
import Policy

/// Recognises a reason by what its sentence is made of: the reader did something ("signed up", "left your address") or
/// belongs to somebody ("as a member"), or something about them is why ("hence this letter"), in a sentence about the
/// mailing. That is one that names it ("this letter", or as the sender and the subject do); what the reader did may
/// also stand beside the way out. A sentence by which the writer turns to the reader ("we write to you", "we invite
/// you") needs no name of the mailing where it says as what, on which occasion, or after which dealings with the writer.
/// What the reader is asked, offered or told to do is none, nor what is said under a condition.
struct ReasonSentences {
  /// "you signed up", "haben Sie bestellt".
  private let did: Int?
  /// "as a member", "everyone who".
  private let belongs: Int?
  /// "because your", "hence this".
  private let therefore: Int?
  /// "this letter", "you hear from us".
  private let mailing: Int?
  /// "the notice": where the sentence says to whom it goes.
  private let anyMailing: Int?
  /// "you get", "goes to".
  private let reaches: Int?
  /// "if", "have you": at the front of a sentence.
  private let whether: Int?
  /// "pass it on".
  private let passing: Int?
  /// "we invite you".
  private let turns: Int?
  /// "as a member", "after your stay": why, of a writer who turns to the reader.
  private let occasions: [Int]
  /// "as our guest": of somebody else, whom the writer announces.
  private let announced: Int?
  /// "you bought from us".
  private let tie: Int?
  /// "which is why", "given that": make a tie the reason.
  private let links: [Int]
  /// "you asked us to", "Bert Meier gave us your address": reasons by themselves.
  private let plain: [Int]
  /// "because", "ignore this mail": give a reason in a sentence that begins with "if" too.
  private let despite: [Int]
  /// What the rule on unsubscribing knows of a way out.
  private let leaving: [Int]

  /// - Parameters:
  ///   - sets: the phrase sets of the rule, by name.
  ///   - leaving: those of the rule on unsubscribing.
  ///   - evidence: those of the class evidence.
  init(sets: [String: Int], leaving: [String: Int], evidence: [String: Int]) {
    did = sets["did"]
    belongs = sets["belongs"]
    therefore = sets["therefore"]
    mailing = sets["this-mailing"]
    reaches = sets["reaches"]
    whether = sets["whether"]
    passing = sets["passing-on"]
    anyMailing = sets["the-mailing"]
    turns = sets["turns"]
    occasions = ["capacity", "dealings"].compactMap { sets[$0] }
    announced = sets["announced"]
    tie = sets["tie"]
    links = ["hence", "since", "therefore"].compactMap { sets[$0] }
    plain = ["requested", "source", "occasion-named"].compactMap { sets[$0] }
    despite = [evidence["because"], leaving["refusal"]].compactMap(\.self)
    self.leaving = ["link", "ambiguous", "context"].compactMap { leaving[$0] }
  }

  /// The first such sentence; nil where there is none.
  func first(in scanned: ScannedBody, _ examination: Examination) -> Range<Int>? {
    ofMailing(in: scanned, examination) ?? ofTurning(in: scanned)
  }

  /// Where a sentence about the mailing says what the reader did or is.
  private func ofMailing(in scanned: ScannedBody, _ examination: Examination) -> Range<Int>? {
    let text = scanned.text
    guard [did, belongs, therefore].contains(where: { $0.map(text.sets.mayContain) ?? false }) else { return nil }
    let about = sentences(mailing, text)
    let aboutAny = sentences(anyMailing, text)
    let reaching = sentences(reaches, text)
    let others = sentences(passing, text)
    let octets = scanned.body.text.utf8
    lazy var near = SortedRanges(
      text.hits.filter { leaving.contains($0.set) }.map { Self.paragraph(around: $0.range, in: octets) })
    var stated = stated(in: scanned)
    lazy var names = (sender: Self.sender(of: examination), subject: Self.subject(of: examination))
    var last = -1
    for hit in text.hits where [did, belongs, therefore].contains(hit.set) && !others.contains(hit.sentence) {
      guard stated.contain(hit), !scanned.body.text.isQuoted(at: hit.range.lowerBound) else { continue }
      if hit.set == belongs, !reaching.contains(hit.sentence) { continue }
      if about.contains(hit.sentence) { return hit.range }
      if hit.set == belongs, aboutAny.contains(hit.sentence) { return hit.range }
      // Beside the way out stands more that others did or are.
      if hit.set == did, near.contains(hit.range.lowerBound) { return hit.range }
      if last == hit.sentence { continue }
      last = hit.sentence
      let words = WordScanner.words(of: String(decoding: octets[text.sentence(hit.sentence)], as: UTF8.self))
      if words.contains(where: names.sender.contains) { return hit.range }
      // A subject names what the mail tells, too.
      if reaching.contains(hit.sentence), words.contains(where: names.subject.contains) { return hit.range }
    }
    return nil
  }

  // MARK: Turning to the reader

  /// Where the writer turns to the reader and says why, or tells where they have the reader from.
  private func ofTurning(in scanned: ScannedBody) -> Range<Int>? {
    let text = scanned.text
    guard (plain + occasions).contains(where: text.sets.mayContain) || tie.map(text.sets.mayContain) ?? false else {
      return nil
    }
    let turning = sentences(turns, text)
    let linked = links.reduce(into: Set<Int>()) { $0.formUnion(sentences($1, text)) }.intersection(turning)
    let others = sentences(passing, text).union(sentences(announced, text))
    var stated = stated(in: scanned)
    let found = text.hits.first { hit in
      let isReason =
        plain.contains(hit.set) || occasions.contains(hit.set) && turning.contains(hit.sentence)
        || hit.set == tie && linked.contains(hit.sentence)
      return isReason && !others.contains(hit.sentence) && !scanned.body.text.isQuoted(at: hit.range.lowerBound)
        && stated.contain(hit)
    }
    return found?.range
  }

  /// The sentences that state something.
  func stated(in scanned: ScannedBody) -> StatedSentences {
    StatedSentences(scanned, whether: whether, despite: despite)
  }

  private func sentences(_ set: Int?, _ text: PhraseHits) -> Set<Int> {
    guard let set, text.sets.mayContain(set) else { return [] }
    return Set(text.hits.lazy.filter { $0.set == set }.map(\.sentence))
  }

  // MARK: Beside the way out

  /// The most that is taken for its paragraph, in octets to each side.
  private static let longestSide = 300

  /// From an empty line to the next.
  private static func paragraph(around range: Range<Int>, in text: [UInt8]) -> Range<Int> {
    var start = range.lowerBound
    while start > 0, range.lowerBound - start < longestSide, !isEmptyLine(at: start - 1, in: text) { start -= 1 }
    var end = range.upperBound
    while end < text.count, end - range.upperBound < longestSide, !isEmptyLine(at: end, in: text) { end += 1 }
    return start..<end
  }

  private static func isEmptyLine(at index: Int, in text: [UInt8]) -> Bool {
    guard text[index] == 0x0A else { return false }
    var before = index
    let least = max(0, index - longestSide)
    while before > least, text[before - 1] <= 0x20, text[before - 1] != 0x0A { before -= 1 }
    return before > 0 && text[before - 1] == 0x0A
  }

  // MARK: By its name

  /// The least letters of a word that tells one name from another.
  private static let shortestName = 5

  /// The words of the senders' names.
  private static func sender(of examination: Examination) -> Set<String> {
    guard let message = examination.message else { return [] }
    return names(in: message.fields(named: .from).flatMap { message.mailboxes(in: $0) }.compactMap(\.displayName))
  }

  /// The words of the subject.
  private static func subject(of examination: Examination) -> Set<String> {
    names(in: [String(decoding: examination.words.subject.text, as: UTF8.self)])
  }

  private static func names(in texts: [String]) -> Set<String> {
    Set(texts.flatMap { WordScanner.words(of: $0) }.filter { $0.utf8.count >= shortestName })
  }
}
