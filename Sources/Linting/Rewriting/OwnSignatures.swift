import MailSyntax
import Policy

/// The signatures of a message, told apart by whose they are.
///
/// A signature of the organisation's own domain that a change would break is dropped: verifiers judge each signature
/// by itself (RFC 6376 §4.2), a broken one helps nobody, and whoever holds the key can sign again behind presend. What
/// another domain has signed is not presend's to take away, so such a change waits for a person.
struct OwnSignatures {
  private let message: Message
  private let own: [HeaderSignature]
  private let foreign: [HeaderSignature]

  /// - Parameter organisation: its domains, and those below them, are its own.
  init(_ message: Message, organisation: Organisation) {
    self.message = message
    let domains = InternalDomains(organisation.domains)
    let all = HeaderSignature.all(of: message)
    let isOwn = { (signature: HeaderSignature) in signature.domain.map(domains.own(signingDomain:)) ?? false }
    own = all.filter(isOwn)
    foreign = all.filter { !isOwn($0) }
  }

  /// What must not change.
  var foreignCoverage: DKIMCoverage { DKIMCoverage(message, signatures: foreign) }

  /// Edits, and the removal of every own signature that they break.
  struct Completed {
    let edits: [Edit]
    /// The domains whose signatures go, each once.
    let dropped: [String]
    /// Whether they break a signature of somebody else's.
    let breaksForeign: Bool
  }

  /// - Parameter edits: in order, not overlapping.
  /// - Complexity: O(octets of the header section × own signatures); nothing where there is none.
  func completing(_ edits: [Edit]) -> Completed {
    var result = edits
    var left = own
    var dropped: [String] = []
    // A signature may cover another one, which its removal breaks in turn.
    while let index = left.firstIndex(where: { $0.isBroken(by: result, in: message) }) {
      let signature = left.remove(at: index)
      result = EditList(result + signature.parts.map { message.edit(removing: $0) }).ordered() ?? result
      if let domain = signature.domain, !dropped.contains(domain) { dropped.append(domain) }
    }
    return Completed(
      edits: result, dropped: dropped,
      breaksForeign: !dropped.isEmpty && foreign.contains { $0.isBroken(by: result, in: message) })
  }
}
