package import MailSyntax
package import Policy

/// What a person declared about one purpose, once: one row of the store. Events are only ever added; the latest one per
/// person and purpose is the person's state.
package struct ConsentEvent: Sendable, Hashable {
  /// The person's address as it was given; people are told apart by `AddrSpec.comparisonKey`.
  package let address: AddrSpec
  package let purpose: Purpose
  /// `granted`, `denied`, `withdrawn` or `requested`; never `unknown`.
  package let state: ConsentState
  /// When the person declared it.
  package let at: UTCTime
  /// Why it holds: "double-opt-in", "order 4711", "contract" … Empty only for refusals, which need no basis.
  /// Art. 7(1) GDPR: the controller has to be able to demonstrate the consent.
  package let basis: String
  /// Where it came from: a form's URL, a card, a phone call; empty where not known.
  package let source: String
  /// Anything that a person wanted to add; may be empty.
  package let note: String
  /// A digest of the proof kept elsewhere (the confirmation mail, the scanned card); empty where there is none.
  package let proof: String

  package init(
    address: AddrSpec, purpose: Purpose, state: ConsentState, at: UTCTime, basis: String = "", source: String = "",
    note: String = "", proof: String = ""
  ) {
    self.address = address
    self.purpose = purpose
    self.state = state
    self.at = at
    self.basis = basis
    self.source = source
    self.note = note
    self.proof = proof
  }

  /// Longest basis, source, note or proof, in octets. They are notes to people; documents belong elsewhere.
  static let maximumTextOctets = 4_096
  /// How far in the future an event may lie: clocks of two machines differ a little; a later date is a slip, and would
  /// outrank every declaration until then.
  package static let clockTolerance = 5 * 60_000

  /// What is wrong with the event, if anything.
  /// - Parameter now: the current time.
  package func refusal(now: UTCTime) -> (problem: String, mend: String)? {
    if address.localPart.isEmpty || address.domain.isEmpty {
      return ("“\(address.wireForm)” has no domain", "write the whole address, NAME@DOMAIN")
    }
    if state == .unknown {
      return ("“unknown” cannot be declared", "write granted, denied, withdrawn or requested")
    }
    if at.milliseconds > now.milliseconds + Self.clockTolerance {
      return ("\(at) lies in the future", "give the time at which the person declared it, in UTC")
    }
    if state == .granted, basis.isEmpty {
      return (
        "a grant without a basis cannot be demonstrated (Art. 7(1) GDPR)",
        "say what it rests on, for example double-opt-in or written-form"
      )
    }
    for (name, text) in [("basis", basis), ("source", source), ("note", note), ("proof", proof)] {
      if text.utf8.count > Self.maximumTextOctets {
        return (
          "the \(name) is longer than \(Self.maximumTextOctets) octets", "shorten it, and keep documents elsewhere"
        )
      }
      if text.utf8.contains(0) { return ("the \(name) holds a NUL", "remove it") }
    }
    return nil
  }
}
