import MailSyntax
import Testing

@testable import MailContent

@Suite struct PlainTextFlowTests {
  private func body(_ text: String, parameters: String = "; format=flowed") -> Body {
    Reading(of: Message.parse(Array("Content-Type: text/plain\(parameters)\r\n\r\n\(text)".utf8))).bodies[0]
  }

  private func visible(_ body: Body) -> String { String(decoding: body.text.utf8, as: UTF8.self) }

  @Test(arguments: [
    ("a \r\nb\r\nc\r\n", "a b\nc\n"), (">> a \r\n>> b\r\n> c\r\n", "a b\nc\n"), (" From x\r\n", "From x\n"),
    ("a \n\nb", "a \nb"), ("", ""), ("a \r\n-- \r\nb", "a \n-- \nb"), (" ", ""),
  ])
  func readsParagraphs(_ text: String, _ expected: String) {
    #expect(visible(body(text)) == expected, "\(text.debugDescription)")
    #expect(visible(body(text, parameters: "")) == text)
  }

  @Test func everyOctetStandsWhereItWas() {
    let body = body("> eins \r\n> zwei\r\n drei \r\nvier\r\n")
    for (offset, octet) in body.text.utf8.enumerated() where octet != 0x0A {
      #expect(body.octets[body.text.source(of: offset..<offset + 1)].elementsEqual([octet]))
    }
    #expect(body.text.quoted.map { String(decoding: body.text.utf8[$0], as: UTF8.self) } == ["eins zwei\n"])
  }

  @Test func anAddressBrokenOverTwoLinesIsOne() {
    let text = "siehe https://x.test/a/ \r\nb?c und\r\n"
    let flowed = body(text, parameters: "; format=Flowed; delsp=Yes")
    #expect(flowed.links.map(\.target) == ["https://x.test/a/b?c"])
    #expect(flowed.octets[flowed.links[0].range].elementsEqual("https://x.test/a/ \r\nb?c".utf8))
    #expect(body(text).links.map(\.target) == ["https://x.test/a/"])
  }
}
