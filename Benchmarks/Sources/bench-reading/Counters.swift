import MailContent
import MailSyntax

/// What one pass over a pack found: the same counters as the C program for GMime, to see that the work is the same.
struct Counters {
  var messages = 0
  var parts = 0
  var fields = 0
  var addresses = 0
  var text = 0
  var binary = 0
  var fieldOctets = 0
  var octets = 0
  var defects = 0
  var links = 0
  var fetches = 0
  var findings = 0

  /// Reads one message as `readBodies` does and judges it by all rules.
  mutating func judge(_ octets: [UInt8], by judging: RuleJudging) {
    let (message, reading) = readBodies(octets)
    findings += judging.findings(in: message, reading)
  }

  /// Reads the bodies of one message as recipients' clients do, and nothing else.
  @discardableResult
  mutating func readBodies(_ octets: [UInt8]) -> (Message, Reading) {
    let message = Message.parse(octets)
    let reading = Reading(of: message)
    messages += 1
    self.octets += octets.count
    parts += message.parts.count
    fields += message.fields.count
    for body in reading.bodies {
      text += body.text.utf8.count
      links += body.links.count
      fetches += body.fetches.count
    }
    return (message, reading)
  }

  /// Reads one message as a whole: every field decoded, address fields and parameters parsed, text parts decoded.
  /// - Parameters:
  ///   - octets: the message.
  ///   - decodesAll: whether attachments are decoded too.
  ///   - judges: whether defects and the other readings of addresses are asked for too.
  mutating func read(_ octets: [UInt8], decodesAll: Bool, judges: Bool) {
    let message = Message.parse(octets)
    messages += 1
    self.octets += octets.count
    fields += message.fields.count
    for field in message.fields {
      switch field.kind {
      case .from, .sender, .replyTo, .to, .cc, .bcc: addresses += message.mailboxes(in: field).count
      default: break
      }
      fieldOctets += message.unstructured(field).utf8.count
    }
    if judges {
      defects += message.defects.count
      for field in message.fields where field.kind.holdsAddresses {
        defects += message.addressReadings(of: field).count
      }
    }
    for part in message.parts {
      parts += 1
      guard !part.hasParts else { continue }
      if part.mediaType.hasPrefix("text/") {
        text += message.decodedText(of: part).count
      } else if decodesAll {
        binary += message.decodedBody(of: part).count
      }
    }
  }
}
