import Linting
import Testing

@Suite struct MailingMemoryTests {
  private func memory(_ copies: [(recipient: UInt64, urls: [UInt64])]) -> MailingMemory {
    var memory = MailingMemory()
    for copy in copies { memory.add(recipients: [copy.recipient], urls: copy.urls) }
    return memory
  }

  @Test func nothingIsKnownOfOneCopy() {
    let one = memory([(1, [10, 20])])
    #expect(one.comparison(at: 0, of: 10, inThisCopy: 1) == nil)
  }

  @Test func sharedAndDifferingURLs() {
    let two = memory([(1, [10, 20]), (2, [10, 21])])
    #expect(two.comparison(at: 0, of: 10, inThisCopy: 1) == .shared(recipients: 2))
    #expect(two.comparison(at: 1, of: 21, inThisCopy: 1) == .differs(recipients: 2))
    #expect(two.comparison(at: 1, of: 20, inThisCopy: 1) == .differs(recipients: 2))
    #expect(two.comparison(at: 2, of: 20, inThisCopy: 1) == nil)
  }

  @Test func aRecipientCountsOnce() {
    let twice = memory([(1, [10]), (1, [11]), (1, [12])])
    #expect(twice.recipients.count == 1)
    #expect(twice.comparison(at: 0, of: 12, inThisCopy: 1) == nil)
  }

  @Test func twoVersionsOfAMailingAreNotPersonal() {
    let versions = memory((0..<20).map { (UInt64($0), [$0 % 2 == 0 ? 10 : 11]) })
    #expect(versions.comparison(at: 0, of: 10, inThisCopy: 1) == .shared(recipients: 10))
    #expect(versions.comparison(at: 0, of: 11, inThisCopy: 1) == nil)
  }

  @Test func oneMessageToManyIsOneCopy() {
    var memory = MailingMemory()
    memory.add(recipients: [1, 2, 3], urls: [10])
    #expect(memory.comparison(at: 0, of: 10, inThisCopy: 3) == nil)
  }

  @Test func itIsBounded() {
    let many = memory((0..<1_000).map { (UInt64($0), [UInt64($0)]) })
    #expect(many.recipients.count == MailingMemory.maximumRecipients)
    #expect(many.comparison(at: 0, of: 999, inThisCopy: 1) == .differs(recipients: MailingMemory.maximumRecipients))
  }

  @Test func anotherNumberOfURLsIsAnotherMailing() {
    var memory = memory([(1, [10, 20])])
    let isLearnt = memory.add(recipients: [2], urls: [10])
    #expect(!isLearnt)
  }
}
