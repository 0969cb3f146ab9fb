import Consent
import Foundation
import MailSyntax
import Policy

/// A folder of its own for one test; gone with it.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "presend-consent-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String = "consent.db") -> String { url.appending(path: name).path }
}

extension AddrSpec {
  /// An address that the test spells right.
  init(_ text: String) { self = AddrSpec(parsing: text)! }
}

extension UTCTime {
  static func at(_ text: String) -> UTCTime { UTCTime(parsing: text)! }
}

extension ConsentEvent {
  /// An event with what a test does not care about filled in.
  static func sample(
    _ address: String = "anna@kunde.example", _ purpose: Purpose = .mail, _ state: ConsentState = .granted,
    _ at: String = "2026-05-01T09:30:00Z", basis: String = "double-opt-in", source: String = "", note: String = "",
    proof: String = ""
  ) -> ConsentEvent {
    ConsentEvent(
      address: AddrSpec(address), purpose: purpose, state: state, at: .at(at), basis: basis, source: source, note: note,
      proof: proof)
  }
}

/// Later than all events of the tests.
let now = UTCTime.at("2026-11-01T00:00:00Z")
