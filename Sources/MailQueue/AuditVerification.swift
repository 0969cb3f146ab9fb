/// What came of verifying the audit log: how many lines, and every place where the chain does not hold.
package struct AuditVerification: Sendable {
  /// A place where the chain does not hold.
  package struct Break: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
      /// The line has not the form of one.
      case unreadable
      /// The line's octets are not those that its hash was made of.
      case changed
      /// Lines are missing before this one: from number, to number.
      case missing(ClosedRange<Int>)
      /// The line with this number does not belong here: it was moved, put in, or written twice.
      case misplaced(Int)
      /// The number is right, but the line before is not the one that this one was written after.
      case replaced
      /// The log ends, and the line with this number is known to have been there.
      case cutOff(after: Int, known: Int)
      /// The line with this number is not the one that a witness knows.
      case contradicts(Int)
    }
    /// The file's name.
    package var file: String
    /// From 1; behind the last line where the end is missing.
    package var line: Int
    package var kind: Kind
  }

  /// How many lines were checked.
  package private(set) var lines = 0
  /// The last line, as it is written.
  package private(set) var last: AuditLink
  /// In the order of the lines, at most `maximumBreaks`.
  package private(set) var breaks: [Break] = []
  /// All of them.
  package private(set) var breakCount = 0
  /// The file that ends in a part of a line, as a crash leaves it; nil for none.
  package private(set) var tornFile: String?
  package internal(set) var hasHead = false

  package var isWhole: Bool { breakCount == 0 }

  /// A log that was written anew breaks at every line; nobody reads more of them.
  static let maximumBreaks = 100

  /// Lines up to the trusted one are passed over while this is not nil.
  private var trusted: AuditLink?
  private var witnesses: [Int: String]
  private var file = ""
  private var line = 0

  init(since: AuditLink?, witnesses: [AuditLink]) {
    trusted = since.flatMap { $0.number > 0 ? $0 : nil }
    last = .beginning
    let from = since?.number ?? 0
    let known = ((since.map { [$0] } ?? []) + witnesses).filter { $0.number > 0 && $0.number >= from }
    let hashes = Dictionary(known.map { ($0.number, $0.hash) }, uniquingKeysWith: { first, _ in first })
    self.witnesses = hashes
    contradictory = known.filter { hashes[$0.number] != $0.hash }
  }

  /// Witnesses that contradict each other about one line.
  private let contradictory: [AuditLink]

  mutating func begin(file: String) {
    self.file = file
    line = 0
  }

  mutating func take(_ octets: ArraySlice<UInt8>) {
    line += 1
    guard let read = AuditLine(octets) else {
      if trusted == nil { note(.unreadable) }
      return
    }
    if let trusted {
      guard read.link.number == trusted.number else { return }
      self.trusted = nil
      lines += 1
      check(read)
      last = read.link
      return
    }
    lines += 1
    if read.link.number > last.number + 1 {
      note(.missing(last.number + 1...read.link.number - 1))
    } else if read.link.number <= last.number {
      note(.misplaced(read.link.number))
    } else if read.previous != last.hash {
      note(.replaced)
    }
    check(read)
    last = read.link
  }

  private mutating func check(_ read: AuditLine) {
    if !read.isIntact { note(.changed) }
    if let known = witnesses.removeValue(forKey: read.link.number), known != read.link.hash {
      note(.contradicts(read.link.number))
    }
  }

  mutating func noteTornTail() { tornFile = file }

  /// What witnesses know and the log does not hold.
  mutating func finish() {
    line += 1
    if let known = witnesses.keys.filter({ $0 > last.number }).max() { note(.cutOff(after: last.number, known: known)) }
    for number in witnesses.keys.sorted() where number <= last.number { note(.contradicts(number)) }
    for witness in contradictory { note(.contradicts(witness.number)) }
  }

  private mutating func note(_ kind: Break.Kind) {
    breakCount += 1
    if breaks.count < Self.maximumBreaks { breaks.append(Break(file: file, line: line, kind: kind)) }
  }
}
