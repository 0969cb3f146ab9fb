import MailContent
import MailSyntax

/// What one reader sees together: one branch of each multipart/alternative, with all that stands outside of it.
///
/// A duty that a text owes is owed to every reader, so it is judged view by view. RFC 2046 §5.1.4.
struct ReaderView {
  /// In reading order; HTML and plain text. A calendar is shown by other means and owes no text.
  let bodies: [ScannedBody]
  /// Whether the view shows plain text only, while another view of the message shows HTML.
  let isTextAlternative: Bool

  /// The views of the message or template; none where nothing is shown.
  static func all(in examination: Examination) -> [ReaderView] {
    let bodies = examination.words.bodies.filter { $0.body.isOwn && $0.body.format != .calendar }
    guard let message = examination.message else {
      return bodies.map { ReaderView(bodies: [$0], isTextAlternative: false) }
    }
    var common: [ScannedBody] = []
    var branches: [(branch: Int, bodies: [ScannedBody])] = []
    for body in bodies where body.body.origin == .text {
      if let branch = branch(of: body.body, in: message) {
        if branches.last?.branch == branch {
          branches[branches.count - 1].bodies.append(body)
        } else {
          branches.append((branch, [body]))
        }
      } else {
        common.append(body)
      }
    }
    let outlook = outlookViews(bodies)
    if branches.isEmpty {
      return common.isEmpty ? outlook : [ReaderView(bodies: common, isTextAlternative: false)] + outlook
    }
    let hasHTML = branches.contains { $0.bodies.contains { $0.body.format == .html } }
    return branches.compactMap { _, bodies in
      let isPlain = bodies.allSatisfy { $0.body.format == .plain }
      // An empty text alternative is what many programs send; nobody is shown it while there is HTML.
      if isPlain, hasHTML, bodies.allSatisfy({ $0.body.text.utf8.isEmpty }) { return nil }
      return ReaderView(bodies: bodies + common, isTextAlternative: isPlain && hasHTML)
    } + outlook
  }

  /// What Outlook shows of a message with winmail.dat: the body in there, and none of the others. Of HTML and plain
  /// text it shows the HTML, which stands first.
  private static func outlookViews(_ bodies: [ScannedBody]) -> [ReaderView] {
    var shown: Set<Int> = []
    return bodies.compactMap { scanned in
      let body = scanned.body
      guard body.origin == .tnef, !body.text.utf8.isEmpty, let part = body.part, shown.insert(part).inserted else {
        return nil
      }
      return ReaderView(bodies: [scanned], isTextAlternative: false)
    }
  }

  /// The part directly within the outermost multipart/alternative that holds a body; nil outside of any.
  private static func branch(of body: Body, in message: Message) -> Int? {
    var index = body.part
    var branch: Int?
    while let current = index {
      let parent = message.parts[current].parent
      if let parent, message.parts[parent].mediaType == "multipart/alternative" { branch = current }
      index = parent
    }
    return branch
  }

  /// Where something that is missing would stand: the end of what is shown.
  func endOfText(_ examination: Examination) -> (place: Place, evidence: String)? {
    guard let body = bodies.first?.body else { return nil }
    let text = body.text.utf8
    var end = text.count
    while end > 0, text[end - 1] <= 0x20 { end -= 1 }
    guard end > 0 else { return (examination.place(of: 0..<0, in: body), "") }
    var start = end
    while start > 0, text[start - 1] != 0x0A, end - start < Hit.maximumEvidence { start -= 1 }
    while start < end, text[start] & 0xC0 == 0x80 { start += 1 }
    return (examination.place(of: body.text.source(of: start..<end), in: body), Hit.evidence(text[start..<end]))
  }
}
