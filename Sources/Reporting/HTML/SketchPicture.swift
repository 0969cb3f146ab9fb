import Linting
import MailSyntax
import Policy

/// The picture of a mail: its fields, paragraphs, links and pictures as plain shapes, and a numbered pin at each place
/// where a finding stands.
///
/// Nothing of the mail's content is in it but lengths, so nothing of it can act.
struct SketchPicture {
  /// Units of the drawing; the style sheet shows them as pixels.
  private static let width = 250.0
  private static let sheet = 200.0
  private static let margin = 14.0
  /// A row of text and the gap below it.
  private static let bar = 5.0
  private static let pitch = 10.0
  private static let charactersPerRow = 46
  /// Rows drawn of all texts together; longer mails are drawn with fewer rows a paragraph, then with fewer paragraphs.
  private static let rows = 90
  /// Blocks drawn.
  private static let maximumBlocks = 120
  /// A mail is laid out about 600 pixels wide.
  private static let pixels = 600.0
  private static let pinHeight = 20.0

  private let blocks: [Sketch.Block]
  private let rowsPerText: Int
  /// By block: the indices of the findings that stand in it.
  private let pinned: [Int: [Int]]
  private let findings: [Finding]
  private let ids: [String]
  private let words: HTMLWords

  init(_ sketch: Sketch, findings: [Finding], ids: [String], words: HTMLWords) {
    var pinned: [Int: [Int]] = [:]
    for (index, finding) in findings.enumerated() {
      if let block = Self.block(of: finding.place.octets, in: sketch.blocks) {
        pinned[block, default: []].append(index)
      }
    }
    // Blocks beyond the maximum are left out evenly; those with findings stay.
    let stride = max(1, (sketch.blocks.count + Self.maximumBlocks - 1) / Self.maximumBlocks)
    var kept: [Sketch.Block] = []
    var places: [Int: [Int]] = [:]
    for (index, block) in sketch.blocks.enumerated() where index % stride == 0 || pinned[index] != nil {
      if let findings = pinned[index] { places[kept.count] = findings }
      kept.append(block)
    }
    blocks = kept
    self.pinned = places
    let total = kept.reduce(0) { $0 + Self.rows(of: $1.shape) }
    rowsPerText = total > Self.rows ? max(1, Self.rows / max(1, kept.count)) : Self.rows
    self.findings = findings
    self.ids = ids
    self.words = words
  }

  /// Empty where there is nothing to draw.
  var svg: String {
    guard !blocks.isEmpty else { return "" }
    var (shapes, pins) = ("", "")
    var (y, pinned) = (Self.margin, -Self.pinHeight)
    var isHeader = false
    for (index, block) in blocks.enumerated() {
      if case .field = block.shape {
        isHeader = true
      } else if isHeader {
        shapes += SVG.rect("rule", x: 0, y: y + 2, width: Self.sheet, height: 1, radius: 0)
        (y, isHeader) = (y + 14, false)
      }
      let (drawing, height) = draw(block.shape, y: y)
      if let found = self.pinned[index] {
        let severity = (found.map { findings[$0].severity }.max() ?? .note).rawValue
        shapes += SVG.rect("spot \(severity)", x: 6, y: y - 3, width: Self.sheet - 12, height: height + 6, radius: 3)
        pinned = max(pinned + Self.pinHeight + 4, y + height / 2 - Self.pinHeight / 2)
        pins += pin(found, severity, from: y + height / 2, at: pinned)
      }
      shapes += drawing
      y += height + 6
    }
    let sheet = y + Self.margin - 6
    let height = max(sheet, pinned + Self.pinHeight + 2)
    return """
      <svg class="sketch" viewBox="0 0 \(SVG.number(Self.width)) \(SVG.number(height))" role="group" \
      aria-label="\(MarkupText.escaped(words.picture))">\
      \(SVG.rect("sheet", x: 0.5, y: 0.5, width: Self.sheet - 1, height: sheet - 1, radius: 5))\(shapes)\(pins)</svg>
      """
  }

  /// The block in which a place starts, else the one that ends before it, else the first.
  private static func block(of place: OctetRange, in blocks: [Sketch.Block]) -> Int? {
    let inside = blocks.indices.filter { blocks[$0].octets.contains(place.lowerBound) }
    if let tightest = inside.min(by: { blocks[$0].octets.count < blocks[$1].octets.count }) { return tightest }
    let before = blocks.indices.filter { blocks[$0].octets.lowerBound <= place.lowerBound }
    return before.max { blocks[$0].octets.lowerBound < blocks[$1].octets.lowerBound } ?? blocks.indices.first
  }

  private static func rows(of shape: Sketch.Block.Shape) -> Int {
    switch shape {
    case .text(let characters), .field(_, let characters): rows(characters, of: charactersPerRow)
    case .link, .picture, .unseen: 1
    }
  }

  /// No more than are drawn.
  private static func rows(_ characters: Int, of perRow: Int) -> Int {
    min(rows, max(1, (characters - 1) / perRow + 1))
  }

  private func draw(_ shape: Sketch.Block.Shape, y: Double) -> (drawing: String, height: Double) {
    let room = Self.sheet - 2 * Self.margin
    switch shape {
    case .text(let characters): return bars("text", characters, x: Self.margin, room: room, y: y)
    case .field(let name, let characters):
      let label = "<text class=\"label\" x=\"\(SVG.number(Self.margin))\" y=\"\(SVG.number(y + 7))\">"
      let (drawing, height) = bars("text", characters, x: Self.margin + 44, room: room - 44, y: y + 1)
      return ("\(label)\(MarkupText.escaped(words.field(name)))</text>\(drawing)", max(8, height))
    case .link(let characters):
      let width = min(room, max(24, room * Double(characters) / Double(Self.charactersPerRow)))
      return (SVG.rect("link", x: Self.margin, y: y, width: width, height: 9, radius: 4.5), 9)
    case .picture(let width, let height):
      let scaled = min(room, max(12, width.map { $0 / Self.pixels * room } ?? room * 0.6))
      let tall = min(64, max(8, height.map { $0 / Self.pixels * room } ?? scaled * 0.4))
      return (SVG.rect("picture", x: Self.margin, y: y, width: scaled, height: tall) + hill(scaled, tall, y: y), tall)
    case .unseen: return (SVG.rect("unseen", x: Self.margin, y: y, width: 10, height: 10), 10)
    }
  }

  /// Rows of text as bars; the last one is as long as what is left of the text.
  private func bars(_ kind: String, _ characters: Int, x: Double, room: Double, y: Double) -> (String, Double) {
    let perRow = max(1, Int(Double(Self.charactersPerRow) * room / (Self.sheet - 2 * Self.margin)))
    let rows = min(rowsPerText, Self.rows(characters, of: perRow))
    let drawing = (0..<rows).map { row in
      let share = min(1, max(0.06, Double(characters - row * perRow) / Double(perRow)))
      return SVG.rect(kind, x: x, y: y + Double(row) * Self.pitch, width: room * share, height: Self.bar, radius: 2.5)
    }
    return (drawing.joined(), Double(rows - 1) * Self.pitch + Self.bar)
  }

  /// The sign of a picture: a hill. Small pictures go without.
  private func hill(_ width: Double, _ height: Double, y: Double) -> String {
    guard width >= 40, height >= 20 else { return "" }
    let (x, base) = (Self.margin + width / 2, y + height - 4)
    let points = [(x - 14, base), (x - 4, base - 11), (x + 3, base - 4), (x + 7, base - 8), (x + 14, base)]
    let text = points.map { "\(SVG.number($0)),\(SVG.number($1))" }.joined(separator: " ")
    return "<polygon class=\"hill\" points=\"\(text)\"/>"
  }

  /// A pin beside the sheet with the numbers of the findings, leading to the first of them.
  private func pin(_ found: [Int], _ severity: String, from block: Double, at y: Double) -> String {
    let label = found.count == 1 ? "\(found[0] + 1)" : "\(found[0] + 1)–\(found[found.count - 1] + 1)"
    let width = max(Self.pinHeight, 8 + 6.5 * Double(label.count))
    let x = Self.sheet + 10
    let middle = y + Self.pinHeight / 2
    let lead = "M\(SVG.number(Self.sheet - 6)) \(SVG.number(block)) L\(SVG.number(x)) \(SVG.number(middle))"
    return """
      <path class="lead \(severity)" d="\(lead)"/>\
      <a href="#\(ids[found[0]])" aria-label="\(MarkupText.escaped(words.finding(label)))">\
      \(SVG.rect("pin \(severity)", x: x, y: y, width: width, height: Self.pinHeight, radius: Self.pinHeight / 2))\
      <text class="number" x="\(SVG.number(x + width / 2))" y="\(SVG.number(middle + 4))">\(label)</text></a>
      """
  }
}
