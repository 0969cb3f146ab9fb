import MailContent
import MailSyntax

/// libFuzzer's entry: any octets are read as a mail's HTML, and as a template in each format; nothing may trap, and every
/// range must lie within its source.
///
/// The first octet chooses the way in. Built by `Tests/Fuzz/html/build`.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let start, count > 0 else { return 0 }
  let octets = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
  switch start[0] & 7 {
  case 0, 1, 2: check(Reading(of: message("text/html", octets)))
  case 3: check(Reading(of: message("text/plain", octets)))
  case 4: check(Reading(of: message("text/calendar", octets)))
  case 5: check(Reading(template: octets, format: .plain))
  default: check(Reading(template: octets, format: .html))
  }
  return 0
}

/// A message whose body is what is tried.
private func message(_ mediaType: String, _ body: [UInt8]) -> Message {
  Message.parse(
    Array("Content-Type: \(mediaType); charset=utf-8\r\nContent-Transfer-Encoding: binary\r\n\r\n".utf8) + body)
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
