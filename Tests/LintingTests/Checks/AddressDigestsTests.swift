import MailSyntax
import Testing

@testable import Linting

/// The quick look before the digests of recipients are searched for.
@Suite struct AddressDigestsTests {
  private func mayHold(_ text: String) -> Bool { AddressDigests.mayHold(Array(text.utf8).span) }

  @Test(arguments: [22, 27, 32, 40, 43, 64])
  func everyLengthIsSeenWhereverItStands(_ length: Int) {
    let digest = String(repeating: "a", count: length)
    #expect(mayHold(digest))
    for before in 0..<70 {
      let url = String(repeating: "/x", count: before / 2) + String(repeating: "/", count: before % 2 + 1) + digest
      #expect(mayHold(url) && mayHold(url + "/x") && mayHold("b?" + url), "\(url)")
    }
    for other in [length - 1, length + 1] where ![22, 27, 32, 40, 43, 64].contains(other) {
      #expect(!mayHold("/" + String(repeating: "a", count: other)), "\(other)")
    }
  }

  @Test func whatIsNoTokenHoldsNone() {
    #expect(!mayHold("") && !mayHold(String(repeating: "/", count: 100)))
    #expect(!mayHold(String(repeating: "abc/", count: 30)))
  }
}
