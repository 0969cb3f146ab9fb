internal import MailSyntax
internal import Policy

/// Consent events as a table for people and other systems: CSV with a header row.
///
/// Columns: `address,purpose,state,at,basis,source,note,proof`, in any order when read; `source`, `note` and `proof`
/// may be missing. What is written is read back as the same events.
package enum ConsentTable {
  /// A table larger than this is a mistake, and would not fit in memory beside its events.
  package static let maximumOctets = 256 << 20
  /// As many bad rows are reported at once.
  package static let maximumRefusals = 20

  package static let columns = ["address", "purpose", "state", "at", "basis", "source", "note", "proof"]
  private static let requiredColumns = columns.prefix(5)

  /// A row that cannot be taken, and why.
  package struct Refusal: Sendable, Hashable {
    package let line: Int
    package let problem: String
    package let mend: String
  }

  /// All bad rows of a table, up to `maximumRefusals`. Nothing of such a table is taken.
  package struct Refusals: Error, Sendable, CustomStringConvertible {
    package let file: String
    package let rows: [Refusal]
    /// One line per row, `file:line: problem; mend`.
    package var description: String {
      rows.map { "\(file):\($0.line): \($0.problem)\($0.mend.isEmpty ? "" : "; \($0.mend)")" }.joined(separator: "\n")
    }
  }

  // MARK: Writing

  package static var header: String { CommaSeparatedValues.record(columns) }

  /// The row of one event, with its line end.
  package static func row(_ event: ConsentEvent) -> String {
    CommaSeparatedValues.record(
      [
        event.address.wireForm, event.purpose.rawValue, event.state.rawValue, event.at.description, event.basis,
        event.source, event.note, event.proof,
      ].map(FormulaGuard.protect))
  }

  // MARK: Reading

  /// - Parameters:
  ///   - file: its name, for errors.
  ///   - now: the current time; later events are refused.
  /// - Throws: `Refusals`, if any row is bad.
  package static func read(_ octets: [UInt8], file: String, now: UTCTime) throws(Refusals) -> [ConsentEvent] {
    guard octets.count <= maximumOctets else {
      throw refuse(
        file, 1, "the file is larger than \(maximumOctets >> 20) MiB", "split it; each part with the header row")
    }
    var table = CommaSeparatedValues(octets)
    let order = try columnOrder(&table, file: file)
    var events: [ConsentEvent] = []
    var refusals: [Refusal] = []
    while refusals.count < maximumRefusals {
      do throws(CommaSeparatedValues.Malformation) {
        guard let record = try table.next() else { break }
        switch event(record, order: order, now: now) {
        case .success(let event): events.append(event)
        case .failure(let error): refusals.append(Refusal(line: record.line, problem: error.problem, mend: error.mend))
        }
      } catch {
        refusals.append(Refusal(line: error.line, problem: error.problem, mend: error.mend))
      }
    }
    guard refusals.isEmpty else { throw Refusals(file: file, rows: refusals) }
    return events
  }

  private struct Slip: Error {
    let problem: String
    let mend: String
  }

  private static func refuse(_ file: String, _ line: Int, _ problem: String, _ mend: String) -> Refusals {
    Refusals(file: file, rows: [Refusal(line: line, problem: problem, mend: mend)])
  }

  /// The index of each column in the file's rows, by the header row.
  private static func columnOrder(
    _ table: inout CommaSeparatedValues, file: String
  ) throws(Refusals) -> [String: Int] {
    let model = columns.joined(separator: ",")
    let header: CommaSeparatedValues.Record?
    do { header = try table.next() } catch { throw refuse(file, error.line, error.problem, error.mend) }
    guard let header else { throw refuse(file, 1, "the file is empty", "begin with the row \(model)") }
    if header.fields.count == 1, header.fields[0].contains(where: { $0 == ";" || $0 == "\t" }) {
      throw refuse(file, header.line, "the columns are not separated by commas", "save the file with commas")
    }
    var order: [String: Int] = [:]
    for (index, field) in header.fields.enumerated() {
      let name = field.lowercased().trimmingSpaces
      guard columns.contains(name) else {
        throw refuse(file, header.line, "unknown column “\(name)”", "the first row names the columns: \(model)")
      }
      guard order.updateValue(index, forKey: name) == nil else {
        throw refuse(file, header.line, "column “\(name)” stands twice", "keep one of them")
      }
    }
    for name in requiredColumns where order[name] == nil {
      throw refuse(file, header.line, "column “\(name)” is missing", "the first row names the columns: \(model)")
    }
    return order
  }

  private static func event(
    _ record: CommaSeparatedValues.Record, order: [String: Int], now: UTCTime
  ) -> Result<ConsentEvent, Slip> {
    guard record.fields.count == order.count else {
      return .failure(
        Slip(
          problem: "\(record.fields.count) fields where the first row has \(order.count)",
          mend: "put fields that hold commas in quotes"))
    }
    func cell(_ column: String) -> String {
      order[column].map { FormulaGuard.unprotect(record.fields[$0]) } ?? ""
    }
    let (address, purpose, state, at) = (cell("address"), cell("purpose"), cell("state"), cell("at"))
    guard let address = AddrSpec(parsing: address) else {
      return .failure(Slip(problem: "“\(address)” is no mail address", mend: "write NAME@DOMAIN"))
    }
    guard let purpose = Purpose(rawValue: purpose) else {
      let known = Purpose.allCases.map(\.rawValue).joined(separator: ", ")
      return .failure(Slip(problem: "“\(purpose)” is no purpose", mend: "write one of \(known)"))
    }
    guard let state = ConsentState(rawValue: state), state != .unknown else {
      return .failure(Slip(problem: "“\(state)” is no state", mend: "write granted, denied, withdrawn or requested"))
    }
    guard let at = UTCTime(parsing: at) else {
      return .failure(
        Slip(problem: "“\(at)” is no time with its offset from UTC", mend: "write it like 2026-05-01T09:30:00Z"))
    }
    let event = ConsentEvent(
      address: address, purpose: purpose, state: state, at: at, basis: cell("basis"), source: cell("source"),
      note: cell("note"), proof: cell("proof"))
    if let refusal = event.refusal(now: now) {
      return .failure(Slip(problem: refusal.problem, mend: refusal.mend))
    }
    return .success(event)
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    var rest = self[...]
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}
