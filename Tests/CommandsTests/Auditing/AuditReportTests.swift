import Reporting
import TestSupport
import Testing

@testable import Commands

struct AuditReportTests {
  private func record(
    _ id: String, event: String = "decision", mode: String = "enforce", outcome: String = "queued",
    actions: [(rule: String, action: String)] = [], sender: String = "aa", more: String = ""
  ) throws -> AuditRecord {
    let findings = actions.map { #"{"rule":"\#($0.rule)","severity":"error","action":"\#($0.action)","recipients":1}"# }
    let line =
      #"{"n":1,"prev":"0","recorded":"2026-11-22T06:31:00Z","event":"\#(event)","id":"\#(id)","mode":"\#(mode)","#
      + #""class":"newsletter","outcome":"\#(outcome)","findings":[\#(findings.joined(separator: ","))],"#
      + #""sender":"\#(sender)","recipients":["1","2"]\#(more),"hash":"0"}"#
    return try #require(AuditRecord(Array(line.utf8)[...]))
  }

  @Test func `a message counts once, by the strictest of its findings`() throws {
    var report = AuditReport()
    report.add(try record("1", mode: "shadow", actions: [("a/b", "warn"), ("c/d", "hold"), ("a/b", "rewrite")]))
    report.add(try record("1", mode: "shadow", actions: [("a/b", "reject")]))
    report.add(try record("2", outcome: "rejected", actions: [("a/b", "reject")], sender: "bb"))
    report.add(try record("3", outcome: "held", actions: [("a/b", "rewrite")]))
    report.add(try record("4", more: #","failOpen":["trackers.lists"]"#))
    report.add(try record("5", event: "released"))
    report.add(try record("6", event: "notice"))
    #expect(report.total.messages == 4 && report.shadow == 1 && report.failOpen == 1)
    #expect(report.total.held == 2 && report.total.rejected == 1 && report.total.rewritten == 0)
    #expect(report.byRule.map(\.name) == ["a/b", "c/d"])
    #expect(report.byRule[0].counts.messages == 3 && report.byRule[0].counts.rewritten == 2)
    #expect(report.bySender.map(\.name) == ["aa", "bb"])
    #expect(report.persons == ["released": 1])
    #expect(report.json.text.contains(#""rule":"a/b","messages":3,"rejected":1,"held":0,"rewritten":2"#))
    let text = AuditReportText(report).text
    #expect(text.hasPrefix("4 messages judged, 1 of them in shadow mode\nwere, or would have been, rejected 1, held 2"))
    #expect(text.contains("by rule"))
  }

  @Test func `3.17 all that is sent is told by tool and by group of senders`() throws {
    var report = AuditReport()
    report.add(try record("1", actions: [("a/b", "warn")], more: #","tool":"CRM","groups":["sales"]"#))
    report.add(
      try record("2", outcome: "held", actions: [("a/b", "hold")], more: #","tool":"CRM","groups":["sales","all"]"#))
    report.add(try record("3", more: #","tool":"shop""#))
    report.add(try record("4"))
    #expect(
      report.byTool.map { "\($0.name) \($0.counts.messages) \($0.counts.held)" } == [
        "CRM 2 1", "not named 1 0", "shop 1 0",
      ])
    #expect(report.byGroup.map { "\($0.name) \($0.counts.messages)" } == ["sales 2", "all 1"])
    let text = AuditReportText(report).text
    #expect(text.contains("by tool") && text.contains("by group"))
    #expect(report.json.text.contains(#""tools":[{"tool":"CRM","messages":2"#))
  }

  @Test func `a line tells a person what was decided`() throws {
    let record = try record(
      "1", mode: "shadow", actions: [("a/b", "hold"), ("a/b", "warn"), ("c/d", "warn")],
      more: #","at":"2026-11-21T00:00:00Z","failOpen":["consent.store"]"#)
    #expect(
      record.line
        == "2026-11-21T00:00:00Z  1  queued  newsletter  (shadow)  2 recipients  a/b, c/d  judged without consent.store"
    )
    #expect(record.cells.count == AuditRecord.columns.count)
  }

  @Test(arguments: ["", "{}", "[]", "x", #"{"event":1}"#])
  func `what is no record is none`(line: String) { #expect(AuditRecord(Array(line.utf8)[...]) == nil) }

  @Test func `a line that is cut is no record, and one that is changed never traps`() {
    let line = Array(
      (#"{"n":1,"recorded":"2026-11-22T06:31:00Z","event":"released","id":"1","reason":"ä\u00e4\n","failOpen":["a"],"#
        + #""recipients":["1"],"findings":[{"rule":"a/b","severity":"error","action":"hold","recipients":1}]}"#).utf8)
    #expect(AuditRecord(line[...]) != nil)
    for length in 0..<line.count { #expect(AuditRecord(line[..<length]) == nil) }
    var random = SplitMix64(seed: 3)
    for _ in 0..<2_000 {
      var changed = line
      changed[Int(random.next() % UInt64(line.count))] = UInt8(truncatingIfNeeded: random.next())
      _ = AuditRecord(changed[...])
    }
  }
}
