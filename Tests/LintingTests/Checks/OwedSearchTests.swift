import MailContent
import MailSyntax
import Policy
import Testing

@testable import Linting

@Suite struct OwedSearchTests {
  private static let link = "<a href=\"https://b.test/9\">Unsubscribe</a>"

  private func judged(
    _ html: String, _ surroundings: Surroundings
  ) -> (hits: [Finding], provisions: [Provision]) {
    let octets = Array(html.utf8)
    var context = Context(demandedClass: .newsletter)
    context.surroundings = surroundings
    let judgement = Judge.judge(
      template: octets, reading: Reading(template: octets, format: .html), context: context, linter: Samples.linter)
    return (
      judgement.findings.filter { $0.rule == "unsubscribe/missing" },
      judgement.provisions.filter { $0.rule == "unsubscribe/missing" }
    )
  }

  private func companion(_ html: String, isConditional: Bool = false) -> Companion {
    Companion(
      path: "layout.html", relation: .layout, reading: Reading(template: Array(html.utf8), format: .html),
      reference: nil, isConditional: isConditional)
  }

  @Test func whatStandsInTheFileIsHere() {
    let (hits, provisions) = judged("<p>Hi</p>" + Self.link, Surroundings(companions: [companion(Self.link)]))
    #expect(hits.isEmpty)
    #expect(provisions == [Provision(rule: "unsubscribe/missing", place: .here(9..<9 + Self.link.utf8.count))])
  }

  /// A program that only keeps a link in a variable leaves it to another to print it.
  @Test(arguments: [
    ("<?php $p['a'] = '\(link)'; ?>", "<?php if ($p) { echo $p['unsubscribe_text']; } ?>", "layout.html"),
    ("<?php $p['a'] = '\(link)'; ?>", "<p>Bye</p>", "here"),
    ("<?php echo '\(link)'; ?>", "<?php echo $unsubscribe_url; ?>", "here"),
    ("<?php if ($x) { echo '\(link)'; } ?>", "<?php echo $unsubscribe_url; ?>", "here"),
  ]) func whatCodeKeepsStandsWhereItIsPrinted(_ file: String, _ layout: String, _ expected: String) {
    let (hits, provisions) = judged("<p>Hi</p>" + file, Surroundings(companions: [companion(layout)]))
    let places = provisions.map { provision in
      if case .via(let path, _) = provision.place { path } else { "here" }
    }
    #expect(hits.isEmpty && places == [expected])
  }

  @Test(arguments: [false, true]) func whatStandsInACompanionIsVia(_ isConditional: Bool) {
    let surroundings = Surroundings(companions: [companion(Self.link, isConditional: isConditional)])
    let (hits, provisions) = judged("<p>Hi</p>", surroundings)
    #expect(hits.isEmpty)
    let place = Provision.Where.via(path: "layout.html", 0..<Self.link.utf8.count)
    #expect(provisions == [Provision(rule: "unsubscribe/missing", place: place, isConditional: isConditional)])
  }

  @Test func whatIsCertainlyRenderedComesFirst() {
    let certain = Companion(
      path: "footer.html", relation: .partial, reading: Reading(template: Array(Self.link.utf8), format: .html),
      reference: 0..<1)
    let surroundings = Surroundings(companions: [companion(Self.link, isConditional: true), certain])
    #expect(judged("<p>Hi</p>", surroundings).provisions.map(\.isConditional) == [false])
  }

  @Test(arguments: [(true, "rendered"), (false, "templates: roots")])
  func whatCannotBeResolvedIsANote(_ isDynamic: Bool, _ mend: String) throws {
    let reference = UnresolvedReference(range: 3..<5, name: "footer", isDynamic: isDynamic)
    let (hits, provisions) = judged("<p>Hi</p>", Surroundings(unresolved: [reference]))
    let hit = try #require(hits.first)
    #expect(hits.count == 1 && hit.severity == .note && hit.action == .warn)
    #expect(hit.place.octets == 3..<5 && hit.message.contains("footer") && hit.message.contains(mend))
    #expect(provisions == [Provision(rule: "unsubscribe/missing", place: .dynamic(3..<5))])
  }

  @Test func companionsWithoutItLeaveTheFinding() {
    let (hits, provisions) = judged("<p>Hi</p>", Surroundings(companions: [companion("<p>Footer</p>")]))
    #expect(hits.map(\.severity) == [.error] && provisions.isEmpty)
  }

  @Test func whatIsOnlyDrawnInOwesNothing() {
    let (hits, provisions) = judged("<p>Hi</p>", Surroundings(isOnlyDrawnIn: true))
    #expect(hits.isEmpty && provisions.isEmpty)
  }

  @Test func aReasonMayStandInTheLayoutToo() {
    let octets = Array("<p>Hi</p>".utf8)
    var context = Context(demandedClass: .newsletter)
    context.surroundings = Surroundings(companions: [
      companion("<p>You receive this newsletter because you signed up.</p>")
    ])
    let judgement = Judge.judge(
      template: octets, reading: Reading(template: octets, format: .html), context: context, linter: Samples.linter)
    #expect(!judgement.findings.contains { $0.rule == "reason/missing" })
    #expect(judgement.provisions.map(\.rule) == ["reason/missing"])
  }
}
