import Foundation
import MailSyntax
import TestSupport
import Testing

@testable import MailContent

/// What must hold for any input, tried with inputs made of hostile pieces by a seeded generator.
@Suite struct PropertyTests {
  static let pieces: [String] = [
    "<", ">", "/", "</", "<!--", "-->", "--!>", "<!", "<?", "<![CDATA[", "]]>", "&", "&amp", "&#", "&#x", "&#x110000;",
    "&notit;",
    "\"", "'", "=", " ", "\n", "\r\n", "\0", "\t", "a", "x y", "ü", "\u{200b}", "<a href=", "<a href='b'>", "</a>",
    "<p>", "</p>",
    "<div style='display:none'>", "<div style=\"", "</div>", "<table>", "<tr>", "<td hidden>", "</td>", "</table>",
    "<img src=",
    "<img src='https://t.test/o' srcset='a 1x, b' width=1>", "<style>", "</style>", ".h{display:none}", "@import 'x';",
    "url(", ")",
    "url('x')", "@media print{", "{", "}", ";", ":", "/*", "*/", "\\", "\\75 ", "<script>", "</script>", "<svg>",
    "</svg>", "<image href=x />",
    "<title>", "</title>", "<textarea>", "<!--[if mso]>", "<![endif]-->", "<!--[if !mso]><!-->", "<!--<![endif]-->",
    "<base href='http://b/'>",
    "<b>", "</b>", "<li>", "<blockquote>", "</blockquote>", "<br>", "<math>", "<foreignObject>", "<select>", "<option>",
    "<noscript>",
    "<meta http-equiv=refresh content='0;url=x'>", "data:image/svg+xml,<svg><image href='y'/></svg>",
    "<mj-button href=x>", "<v:fill src=x />",
    "{{", "}}", "{%", "%}", "{#", "#}", "<%=", "%>", "<?php", "?>", "[%", "%]", "*|", "|*", "{x}", "[UNSUB]", "%%x%%",
    "@if(", "@endif", "${x}",
    "#set(", "$x.y", "{!!", "!!}", "{% comment %}", "{% endcomment %}", "a@b.test", "https://x.test/a", "www.x.test",
    "> ", "\u{1}",
    "ATTENDEE;CN=\"", "ORGANIZER:mailto:a@b", "\r\n ", "<div id=divRplyFwdMsg>", "color:#fff;background:#fff",
    "font-size:0",
  ]

  static func document(_ random: inout SplitMix64) -> [UInt8] {
    var octets: [UInt8] = []
    for _ in 0..<(random.next(below: 40) + 1) {
      if random.next(below: 20) == 0 {
        octets.append(UInt8(truncatingIfNeeded: random.next()))
      } else {
        octets += Array(pieces[random.next(below: pieces.count)].utf8)
      }
    }
    return octets
  }

  @Test(arguments: 0..<8) func anythingIsRead(_ seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    for round in 0..<150 {
      let octets = Self.document(&random)
      for format in [Body.Format.html, .plain, .calendar] {
        let template = Reading(template: octets, format: format)
        Ranges.check(template, "seed \(seed), round \(round): \(String(decoding: octets, as: UTF8.self))")
        let mask = TemplateMask(octets, format: format)
        #expect(mask.octets.count == octets.count)
      }
      let sample = HTMLSample(octets)
      Ranges.check(Self.reading(sample), "seed \(seed), round \(round)")
    }
  }

  @Test(arguments: 0..<8) func tokensCoverTheInput(_ seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    for _ in 0..<500 {
      let octets = Self.document(&random)
      var tokenizer = HTMLTokenizer(0..<octets.count)
      var position = 0
      while let token = tokenizer.next(in: octets.span) {
        #expect(token.range.lowerBound == position && token.range.upperBound > position)
        if token.kind != .nothing { #expect(token.content.clamped(to: token.range) == token.content) }
        for attribute in tokenizer.attributes where token.kind == .startTag {
          #expect(attribute.range.clamped(to: token.range) == attribute.range)
          #expect(attribute.nameRange.lowerBound == attribute.range.lowerBound)
          #expect(attribute.value.clamped(to: attribute.range) == attribute.value)
        }
        position = token.range.upperBound
      }
      #expect(position == octets.count)
    }
  }

  /// Taking out what a fetch says leaves fewer fetches, and never one that was not there.
  @Test(arguments: 0..<4) func removalsRemove(_ seed: Int) {
    var random = SplitMix64(seed: UInt64(seed) &+ 100)
    for _ in 0..<200 {
      let images = (0..<(random.next(below: 4) + 1)).map { "<img src='https://t.test/\($0)' alt=\($0)>" }
      let text = images.joined(separator: Self.fillers[random.next(below: Self.fillers.count)])
      let sample = HTMLSample(text)
      #expect(sample.result.fetches.count == images.count, "\(text)")
      guard let first = sample.result.fetches.first else { continue }
      var octets = sample.octets
      octets.removeSubrange(first.removal)
      #expect(HTMLSample(octets).result.fetches.map(\.url) == sample.result.fetches.dropFirst().map(\.url))
    }
  }

  private static let fillers = [
    "", "a", "<p>", "<div hidden>", "<!-- x -->", "</td><td>", "<b>x</i>", "&lt;img src=x>", "<a href=x>",
  ]

  /// A prefix of any document is read too, and what it shows is where it was.
  @Test func everyPrefixIsRead() {
    let document = Array(
      """
      <!DOCTYPE html><html><head><style>.h{display:none;background:url("a")}</style><base href="https://x.test/"></head>
      <body bgcolor=white><!--[if mso]><v:fill src="b" /><![endif]--><p class=h>hidden</p><a href="u?a=1&amp;b">
      Abmelden &uuml;ber
      <img src="c" alt="d"></a><blockquote>{{ x }}<svg><image href=e /></svg></blockquote></body></html>
      """.utf8)
    for end in 0...document.count {
      let prefix = Array(document[..<end])
      Ranges.check(Self.reading(HTMLSample(prefix)), "prefix of \(end)")
      Ranges.check(Reading(template: prefix, format: .html), "prefix of \(end)")
    }
  }

  /// What fuzzing found once; the first octet chooses the way in, as in the fuzzer.
  @Test func findings() throws {
    let findings = PackageFolder.files(in: "Fixtures/fuzz/html")
    #expect(!findings.isEmpty)
    for finding in findings {
      let lines = try PackageFolder.octets(finding).dropFirst().filter { $0 != 0x0D }
      let samples = [HTMLSample(Array(lines)), HTMLSample(lines.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] })]
      for sample in samples { Ranges.check(Self.reading(sample), "\(finding)") }
      #expect(samples[0].result.links.map(\.target) == samples[1].result.links.map(\.target))
      #expect(samples[0].result.fetches.map(\.url) == samples[1].result.fetches.map(\.url))
    }
  }

  private static func reading(_ sample: HTMLSample) -> Reading {
    Reading(bodies: [
      Body(
        part: nil, format: .html, isOwn: true, octets: sample.octets, text: sample.result.text,
        links: sample.result.links,
        fetches: sample.result.fetches, expressions: [])
    ])
  }
}
