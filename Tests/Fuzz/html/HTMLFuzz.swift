import Glibc
import MailSyntax

@testable import MailContent

/// libFuzzer's entry: any octets are read as a mail's HTML, plain text or calendar, or as a template; nothing may trap,
/// every range must lie within its source, and a mask changes nothing around the expressions.
///
/// `FUZZ_TARGET` names the way in, `html` or `template`; the first octet chooses the format. Built by
/// `Tests/Fuzz/html/build`.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let start, count > 0 else { return 0 }
  let octets = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
  if target == "template" {
    checkTemplate(octets, format: start[0] & 7 == 0 ? .plain : .html)
  } else {
    let types = ["text/html", "text/plain", "text/plain; format=flowed; delsp=yes", "text/calendar"]
    // Most of what clients show, and most of what may go wrong, is HTML.
    checkMail(octets, types[Int(start[0] & 7) < types.count ? Int(start[0] & 7) : 0])
  }
  return 0
}

private let target = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? "html"

private func checkMail(_ octets: [UInt8], _ type: String) {
  let reading = read(octets, type)
  check(reading)
  // Whatever was cut off on its way is read too.
  for end in stride(from: 0, to: octets.count, by: max(1, octets.count / 3)) {
    check(read(Array(octets[..<end]), type))
  }
  let lines = octets.filter { $0 != 0x0D }
  var wire: [UInt8] = []
  for octet in lines {
    if octet == 0x0A { wire.append(0x0D) }
    wire.append(octet)
  }
  let first = read(lines, type).bodies[0]
  let second = read(wire, type).bodies[0]
  precondition(first.links.map(\.target) == second.links.map(\.target))
  precondition(first.links.map(\.isVisible) == second.links.map(\.isVisible))
  precondition(first.fetches.map(\.url) == second.fetches.map(\.url))
  precondition(first.people.map(\.address) == second.people.map(\.address))
  precondition(first.text.utf8.filter { $0 != 0x0D } == second.text.utf8.filter { $0 != 0x0D })
}

/// What is read of a message whose body is what is tried.
private func read(_ body: [UInt8], _ type: String) -> Reading {
  Reading(
    of: Message.parse(
      Array("Content-Type: \(type); charset=utf-8\r\nContent-Transfer-Encoding: binary\r\n\r\n".utf8) + body))
}

private func checkTemplate(_ octets: [UInt8], format: Body.Format) {
  check(Reading(template: octets, format: format))
  let mask = TemplateMask(octets, format: format)
  precondition(mask.octets.count == octets.count)
  // Outside of expressions all is as it was; within them nothing is left that could be markup.
  var position = 0
  for expression in mask.expressions {
    precondition(expression.range.lowerBound >= position && !expression.range.isEmpty)
    precondition(mask.octets[position..<expression.range.lowerBound] == octets[position..<expression.range.lowerBound])
    precondition(mask.octets[expression.range].allSatisfy { $0 == Octet.mask })
    position = expression.range.upperBound
  }
  precondition(mask.octets[position...] == octets[position...])
  guard format == .html else { return }
  // The elements are those of the same file with a number in the place of every expression.
  var plain = octets
  for expression in mask.expressions {
    for index in expression.range { plain[index] = UInt8(ascii: "0") }
  }
  precondition(tags(mask.octets) == tags(plain))
}

/// Where the tags of a document stand.
private func tags(_ octets: [UInt8]) -> [OctetRange] {
  var tokenizer = HTMLTokenizer(0..<octets.count)
  var found: [OctetRange] = []
  while let token = tokenizer.next(in: octets.span) {
    if token.kind == .startTag || token.kind == .endTag { found.append(token.range) }
  }
  return found
}

private func check(_ reading: Reading) {
  for body in reading.bodies {
    let end = body.octets.count
    func isWithin(_ range: Range<Int>) -> Bool { range.lowerBound >= 0 && range.upperBound <= end }
    for link in body.links {
      precondition(isWithin(link.range) && isWithin(link.tagRange))
      precondition(
        link.range.lowerBound <= link.tagRange.lowerBound && link.tagRange.upperBound <= link.range.upperBound)
    }
    for fetch in body.fetches { precondition(isWithin(fetch.range) && isWithin(fetch.removal)) }
    for person in body.people { precondition(isWithin(person.range)) }
    var previous = 0
    for expression in body.expressions {
      precondition(expression.range.lowerBound >= previous && isWithin(expression.range))
      previous = expression.range.upperBound
    }
    var position = 0
    while position < body.text.utf8.count {
      precondition(isWithin(body.text.source(of: position..<(position + 1))))
      position += max(1, body.text.utf8.count / 64)
    }
  }
}
