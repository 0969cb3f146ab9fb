import MailContent
import TestSupport
import Testing

@testable import Linting

@Suite struct FilterListTests {
  private func match(
    _ list: String, _ url: String, _ kind: Fetch.Kind = .image, sender: String = "beispiel.test"
  ) -> Int? {
    let lists = [FilterList(parsing: Array(list.utf8), name: "l")]
    return lists.match(LinkTarget(url), written: url, kind: kind, sender: sender)?.line
  }

  @Test(arguments: [
    ("||mess.test^", "https://mess.test/o", true), ("||mess.test^", "https://z.mess.test/o", true),
    ("||mess.test^", "https://xmess.test/o", false), ("||mess.test^", "https://mess.test.de/o", false),
    ("||mess.test^", "https://firma.test/?u=mess.test", false), ("||mess.test/o/", "https://mess.test/o/1", true),
    ("||mess.test/o/", "https://mess.test/p/1", false), ("||mess.test^*/px.gif", "https://mess.test/a/b/px.gif", true),
    ("||mess.test:8443^", "https://mess.test:8443/x", true), ("/open.gif?", "https://a.test/x/open.gif?u=1", true),
    ("/open.gif?", "https://a.test/x/open.gif", false), ("|https://a.test/", "https://a.test/x", true),
    ("|https://a.test/", "https://b.test/?u=https://a.test/", false), (".gif|", "https://a.test/x.gif", true),
    (".gif|", "https://a.test/x.gif?a", false), ("/pixel^", "https://a.test/pixel", true),
    ("/pixel^", "https://a.test/pixel?x", true), ("/pixel^", "https://a.test/pixels", false),
    ("a*b*c.gif", "https://x.test/aXbYc.gif", true), ("-track-", "https://x.test/a-track-b", true),
    ("||MESS.test^", "https://mess.test/O", true), ("/Ab$match-case", "https://x.test/ab", false),
    ("/Ab$match-case", "https://x.test/Ab", true), ("||mess.test^", "//mess.test/o", true),
    ("||mess.test^", "cid:mess.test", false), ("^o^", "https://x.test/o/1", true),
  ])
  func patterns(_ filter: String, _ url: String, _ isMatch: Bool) {
    #expect((match("! Liste\n\(filter)\n", url) == 2) == isMatch)
  }

  @Test(arguments: [
    ("||m.test^$image", Fetch.Kind.image, true), ("||m.test^$image", .styleSheet, false),
    ("||m.test^$~image", .image, false), ("||m.test^$~image", .font, true),
    ("||m.test^$stylesheet,font", .font, true), ("||m.test^$subdocument", .frame, true),
    ("||m.test^$script", .image, false), ("||m.test^$popup", .image, false), ("||m.test^$media", .media, true),
    ("||m.test^$important", .image, true), ("||m.test^$csp=default-src", .image, false),
    ("||m.test^$redirect=1x1.gif", .image, false), ("||m.test^$other", .preload, true),
    ("||m.test^$image,script", .sourceSet, true),
  ])
  func kinds(_ filter: String, _ kind: Fetch.Kind, _ isMatch: Bool) {
    #expect((match("!\n\(filter)", "https://m.test/x", kind) != nil) == isMatch)
  }

  @Test(arguments: [
    ("||m.test^$third-party", "beispiel.test", true), ("||m.test^$third-party", "m.test", false),
    ("||m.test^$3p", "mail.m.test", false), ("||m.test^$~third-party", "m.test", true),
    ("||m.test^$1p", "beispiel.test", false), ("||m.test^$domain=beispiel.test", "beispiel.test", true),
    ("||m.test^$domain=beispiel.test|a.test", "b.test", false),
    ("||m.test^$domain=~beispiel.test", "beispiel.test", false),
    ("||m.test^$domain=~beispiel.test", "x.test", true),
    ("||m.test^$image,domain=beispiel.test", "news.beispiel.test", true),
  ])
  func sendersDomainStandsForThePage(_ filter: String, _ sender: String, _ isMatch: Bool) {
    #expect((match("!\n\(filter)", "https://m.test/x", sender: sender) != nil) == isMatch)
  }

  @Test func exceptionsCountAcrossLists() {
    let lists = ["||m.test^", "@@||m.test/logo.png$image"].map { FilterList(parsing: Array("!\n\($0)".utf8), name: $0) }
    func isListed(_ url: String) -> Bool {
      lists.match(LinkTarget(url), written: url, kind: .image, sender: "") != nil
    }
    #expect(isListed("https://m.test/px.gif") && !isListed("https://m.test/logo.png"))
  }

  @Test func whatIsNoNetworkFilterIsPassedOver() {
    let text = "[Adblock Plus 2.0]\n! x\n\nm.test##.banner\nm.test#@#.b\n#?#div:has(a)\nm.test#$#abort x\n/tr[ck]+\\d/$image\n$image,domain=a.test\n"
    let list = FilterList(parsing: Array(text.utf8), name: "l")
    #expect(list.count == 0 && list.problemCount == 0)
  }

  @Test(arguments: [
    ("!\n||^\n", 2, "no pattern"), ("!\n||a.test^$imgae\n", 2, "imgae"), ("!\n\u{1}\n", 2, "control"),
    ("0.0.0.0 a.test\nhallo welt\n", 2, "no IP address"), ("a.test\nnohost\n", 2, "no host"),
  ])
  func badLinesAreTold(_ text: String, _ line: Int, _ problem: String) {
    let list = FilterList(parsing: Array(text.utf8), name: "l")
    #expect(list.problems.map(\.line) == [line])
    #expect(list.problems.first?.text.contains(problem) == true, "\(list.problems)")
  }

  @Test func onlyTheFirstBadLinesAreKept() {
    let list = FilterList(parsing: Array(("!\n" + String(repeating: "||^\n", count: 500)).utf8), name: "l")
    #expect(list.problems.count == FilterList.maximumProblems && list.problemCount == 500)
  }

  @Test func hostsFiles() {
    let text = """
      # hosts
      127.0.0.1 localhost
      ::1 ip6-localhost
      0.0.0.0 zaehler.test
      127.0.0.1\tmess.test px.mess2.test  # beide
      allein.test
      """
    #expect(match(text, "https://zaehler.test/x") == 4)
    #expect(match(text, "https://a.zaehler.test/x") == 4)
    #expect(match(text, "https://mess.test/x") == 5)
    #expect(match(text, "https://px.mess2.test/x") == 5)
    #expect(match(text, "https://allein.test/") == 6)
    #expect(match(text, "https://xallein.test/") == nil && match(text, "https://localhost/") == nil)
  }

  @Test func lineEndsAndMarksDoNotCount() {
    #expect(match("\u{FEFF}! x\r\n  ||m.test^  \r\n", "https://m.test/") == 2)
  }

  @Test func aLongListIsReadAndAsked() {
    var text = "! lang\n"
    for number in 0..<80_000 { text += "||t\(number).mess\(number % 977).test^$third-party\n/weg\(number)/px?\n" }
    let lists = [FilterList(parsing: Array(text.utf8), name: "l")]
    #expect(lists[0].count == 160_000)
    func line(_ url: String) -> Int? {
      lists.match(LinkTarget(url), written: url, kind: .image, sender: "beispiel.test")?.line
    }
    for index in 0..<2_000 { #expect(line("https://bild\(index).test/a/b/c.png") == nil) }
    #expect(line("https://t79999.mess\(79_999 % 977).test/x") == 160_000)
    #expect(line("https://x.test/weg5/px?a") == 13)
  }

  @Test func anythingIsRead() {
    var generator = SplitMix64(seed: 7)
    let alphabet = Array("|^*$@#!/~,=.ab1 \n\t%[]".utf8)
    for _ in 0..<500 {
      let octets = (0..<200).map { _ in alphabet.randomElement(using: &generator)! }
      let lists = [FilterList(parsing: octets, name: "l")]
      _ = lists.match(LinkTarget("https://a.b/1?ab"), written: "https://a.b/1?ab", kind: .image, sender: "a")
    }
  }
}
