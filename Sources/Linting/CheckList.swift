import Policy
import Synchronization

/// The checks of a linter's rules, each made when it is first needed: a personal mail is judged by three rules, and
/// compiling the others would cost more than judging it.
final class CheckList: Sendable {
  private let rules: [Rule]
  private let judge = Mutex<FetchJudge?>(nil)
  private let made: Mutex<[(any Check)?]>
  /// Whether the rules are those whose phrases were compiled when presend was built.
  private let isBuiltIn: Bool
  private let madeBook = Mutex<PhraseBook?>(nil)

  init(rules: [Rule], isBuiltIn: Bool) {
    self.isBuiltIn = isBuiltIn
    self.rules = rules
    made = Mutex([(any Check)?](repeating: nil, count: rules.count))
  }

  /// The phrases of all rules and of the class evidence.
  var book: PhraseBook {
    madeBook.withLock { made in
      if let book = made { return book }
      let book = isBuiltIn ? RulePacks.phraseBook : PhraseBook(rules: rules, evidence: RulePacks.classEvidence)
      made = book
      return book
    }
  }

  /// The check of the rule at an index.
  subscript(index: Int) -> any Check {
    made.withLock { made in
      if let check = made[index] { return check }
      let check = check(for: rules[index])
      made[index] = check
      return check
    }
  }

  /// Signals and words of fetches are those of the rule on pixels, whichever rule asks.
  private func fetchJudge() -> FetchJudge {
    judge.withLock { judge in
      if let judge { return judge }
      let made = FetchJudge(ruleOf(.pixel))
      judge = made
      return made
    }
  }

  private func ruleOf(_ check: Rule.Check) -> Rule {
    rules.first { $0.check == check } ?? RulePacks.builtIn.first { $0.check == check }!
  }

  private func check(for rule: Rule) -> any Check {
    switch rule.check {
    case .openList: OpenListCheck(rule)
    case .ambiguousRecipients: AmbiguousRecipientsCheck()
    case .hiddenList: HiddenListCheck(rule)
    case .exposedColleagues: ExposedColleaguesCheck(rule)
    case .bulkInBcc: BulkInBccCheck(rule)
    case .misdirected: MisdirectedCheck()
    case .massFirstContact: MassFirstContactCheck(rule)
    case .smuggling: SmugglingCheck()
    case .duplicateField: DuplicateFieldCheck()
    case .missingField: MissingFieldCheck()
    case .structure: StructureCheck()
    case .disguisedSender: DisguisedSenderCheck(rule)
    case .disguisedSubject: DisguisedSubjectCheck()
    case .consentState: ConsentStateCheck(rule)
    case .textOnly: TextOnlyCheck()
    case .unrenderedTag: UnrenderedTagCheck(rule)
    case .personalDataInURL: PersonalDataInURLCheck(rule)
    case .birthDate: BirthDateCheck(rule, book)
    case .unsubscribe: UnsubscribeCheck(rule, book, tells: .missing)
    case .deadUnsubscribe: UnsubscribeCheck(rule, book, tells: .dead)
    case .hiddenUnsubscribe: UnsubscribeCheck(rule, book, tells: .hidden)
    case .unreadUnsubscribe: UnsubscribeCheck(rule, book, tells: .unread)
    case .listUnsubscribe: ListUnsubscribeCheck()
    case .oneClick: OneClickCheck()
    case .pixel: PixelCheck(rule, judge: fetchJudge())
    case .personalisedPicture: PersonalisedPictureCheck(judge: fetchJudge())
    case .quotedPixel: QuotedPixelCheck(judge: fetchJudge())
    case .remoteContent: RemoteContentCheck(rule, judge: fetchJudge())
    case .trackedLink: TrackedLinkCheck(LinkJudge(rule))
    case .addressInURL: AddressInURLCheck(rule)
    case .relaySwitch: RelaySwitchCheck(rule)
    case .withdrawal: WithdrawalCheck(rule, fetches: fetchJudge(), links: LinkJudge(ruleOf(.trackedLink)))
    case .thirdCountry: ThirdCountryCheck(rule, judge: fetchJudge())
    case .receiptRequest: ReceiptRequestCheck(rule)
    case .malformedIgnore:
      MalformedIgnoreCheck(
        known: Linter.ignorable(rules), others: Set(rules.map(\.id)).subtracting(Linter.ignorable(rules)))
    case .unusedIgnore: UnusedIgnoreCheck()
    case .reason: ReasonCheck(rule, book, tells: .missing)
    case .hiddenReason: ReasonCheck(rule, book, tells: .hidden)
    case .vagueReason: VagueReasonCheck(rule, book)
    case .words: WordsCheck(rule, book)
    case .analyst: AnalystCheck()
    }
  }
}
