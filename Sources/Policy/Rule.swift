internal import Synchronization

/// A rule as its pack states it: data, without the check that finds its hits.
///
/// A class, since every message is judged by all of them and each has a score of fields. What only some messages need
/// is made when it is first asked for.
package final class Rule: Sendable {
  package let id: RuleID
  /// What looks for its hits. Rules that differ in words or numbers alone share a check.
  package let check: Check
  /// Severity per class; a class that is missing is not judged by this rule.
  package let severities: ByClass<Severity>
  /// What the gateway does unless configured otherwise, or the pack says otherwise for a class in `classActions`.
  package let defaultAction: Action
  package let classActions: ByClass<Action>
  /// What the gateway does instead where the action is `rewrite` and this finding cannot be mended without a person.
  package let fallbackAction: Action
  /// How it fails when what it needs cannot answer.
  package let failureMode: FailureMode

  private let makeContent: @Sendable () -> Content
  private let made = Mutex<Content?>(nil)

  /// - Parameter content: called once, at the first question that needs it.
  package init(
    id: RuleID, check: Check, severities: ByClass<Severity>, defaultAction: Action, classActions: ByClass<Action> = [:],
    fallbackAction: Action = .hold, failureMode: FailureMode, content: @escaping @Sendable () -> Content
  ) {
    self.id = id
    self.check = check
    self.severities = severities
    self.defaultAction = defaultAction
    self.classActions = classActions
    self.fallbackAction = fallbackAction
    self.failureMode = failureMode
    makeContent = content
  }

  package var content: Content {
    made.withLock { made in
      if let made { return made }
      let content = makeContent()
      made = content
      return content
    }
  }

  package var title: LocalText { content.title }
  package var sources: [Source] { content.sources }
  package var what: LocalText { content.what }
  package var why: LocalText { content.why }
  package var mend: LocalText { content.mend }
  package var messages: [String: LocalText] { content.messages }
  package var phrases: [String: [String: [String]]] { content.phrases }
  package var lists: [String: [String]] { content.lists }
  package var numbers: [String: Int] { content.numbers }

  /// The severity in the pack; nil where the rule does not judge the class.
  package func severity(for mailClass: MailClass) -> Severity? { severities[mailClass.judgedAs] }

  /// The checks that presend has; `check:` in a pack names one of them.
  package enum Check: String, Sendable, CaseIterable {
    case openList = "open-list"
    case ambiguousRecipients = "ambiguous-recipients"
    case hiddenList = "hidden-list"
    case exposedColleagues = "exposed-colleagues"
    case bulkInBcc = "bulk-in-bcc"
    case misdirected
    case massFirstContact = "mass-first-contact"
    case smuggling
    case duplicateField = "duplicate-field"
    case missingField = "missing-field"
    case structure
    case disguisedSender = "disguised-sender"
    case disguisedSubject = "disguised-subject"
    case consentState = "consent-state"
    case textOnly = "text-only"
    case unrenderedTag = "unrendered-tag"
    case personalDataInURL = "personal-data-in-url"
    case birthDate = "birth-date"
    case unsubscribe
    case deadUnsubscribe = "dead-unsubscribe"
    case hiddenUnsubscribe = "hidden-unsubscribe"
    case unreadUnsubscribe = "unread-unsubscribe"
    case listUnsubscribe = "list-unsubscribe"
    case oneClick = "one-click"
    case pixel
    case personalisedPicture = "personalised-picture"
    case quotedPixel = "quoted-pixel"
    case remoteContent = "remote-content"
    case trackedLink = "tracked-link"
    case addressInURL = "address-in-url"
    case relaySwitch = "relay-switch"
    case withdrawal
    case thirdCountry = "third-country"
    case receiptRequest = "receipt-request"
    case reason
    case malformedIgnore = "malformed-ignore"
    case unusedIgnore = "unused-ignore"
    case hiddenReason = "hidden-reason"
    case vagueReason = "vague-reason"
    case words
    case analyst
  }
}
