internal import Linting
internal import MailContent
internal import Policy

/// Remembers for a day what a sender's first contacts were like, as keyed sketches from which no text can be had: many
/// of a kind are mass mail, however they are sent.
struct FirstContactMemory {
  private let memory: SenderMemory

  private static let name = "first-contacts"
  /// More than any limit that makes sense; a file of some 100 KB.
  private static let maximumSketches = 300

  init(_ memory: SenderMemory) { self.memory = memory }

  /// The sketches of the last day, and the key that they were made with; nothing where nothing was recorded.
  func sketches(at now: Int) -> ([TextSketch], key: UInt64) {
    guard let key = memory.secret(Self.name, makesKey: false) else { return ([], 0) }
    return (kept(at: now).map(\.sketch), key)
  }

  /// Remembers a first contact, whatever became of it.
  func record(_ judgement: Judgement, _ reading: Reading, at now: Int) {
    guard judgement.mailClass.mailClass == .firstContact, let key = memory.secret(Self.name, makesKey: true) else {
      return
    }
    let sketches = kept(at: now) + [(now, TextSketch(of: reading, key: key))]
    memory.keep(sketches.suffix(Self.maximumSketches).map { "\($0.at) \($0.sketch.text)" }, under: Self.name)
  }

  private func kept(at now: Int) -> [(at: Int, sketch: TextSketch)] {
    memory.lines(of: Self.name).compactMap { line in
      let parts = line.split(separator: " ", maxSplits: 1)
      guard let at = parts.first.flatMap({ Int($0) }), at > now - SenderMemory.spanSeconds, at <= now else {
        return nil
      }
      return (at, TextSketch(text: parts.count > 1 ? String(parts[1]) : ""))
    }
  }
}
