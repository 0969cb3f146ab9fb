import Testing

@testable import Linting

@Suite struct QueryParameterTests {
  @Test(arguments: [
    ("<a href=\"https://a.test/?mc_eid=1\">", "<a href=\"https://a.test/\">"),
    ("<a href=\"https://a.test/?mc_eid=1&amp;b=2\">", "<a href=\"https://a.test/?b=2\">"),
    ("<a href=\"https://a.test/?b=2&amp;mc_eid=1\">", "<a href=\"https://a.test/?b=2\">"),
    ("<a href=\"https://a.test/?b=2&mc_eid=1&c=3\">", "<a href=\"https://a.test/?b=2&c=3\">"),
    ("<a href=\"https://a.test/?b=2&#38;mc_eid=1#x\">", "<a href=\"https://a.test/?b=2#x\">"),
    ("<a href=https://a.test/?b=2&mc_eid=1>", "<a href=https://a.test/?b=2>"),
    ("<a href='https://a.test/?amc_eid=1'>", "<a href='https://a.test/?amc_eid=1'>"),
    ("https://a.test/?mc_eid=1", "https://a.test/"), ("mc_eid=1", "mc_eid=1"), ("", ""),
  ])
  func takesOut(_ written: String, _ wanted: String) {
    var octets = Array(written.utf8)
    let ranges = QueryParameter.ranges(of: "mc_eid", in: octets, within: 0..<octets.count)
    for range in ranges.reversed() { octets.removeSubrange(range) }
    #expect(String(decoding: octets, as: UTF8.self) == wanted)
  }
}
