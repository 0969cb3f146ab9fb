internal import MailQueue
internal import MailSyntax

/// The parameters of MAIL and RCPT, each held to what its standard allows: what is passed on as it came must not be
/// something else on the wire.
enum SMTPParameters {
  typealias Parameter = (name: String, value: String?)

  /// A reply that refuses the command.
  struct Refusal: Error, Equatable {
    let reply: String

    static func value(of name: String, _ wanted: String) -> Refusal {
      Refusal(reply: "501 5.5.4 \(name) takes \(wanted)")
    }
  }

  /// Those of MAIL.
  static func mail(_ parameters: [Parameter], maximumOctets: Int) throws(Refusal) -> NotificationRequest {
    try checkOnce(parameters)
    var request = NotificationRequest()
    for (name, value) in parameters {
      switch name {
      case "SIZE": try check(size: value ?? "", maximumOctets)
      case "BODY":
        guard let word = value?.uppercased(), ["7BIT", "8BITMIME"].contains(word) else {
          throw .value(of: name, "7BIT or 8BITMIME")  // RFC 6152 §2; BINARYMIME is not offered
        }
        request.bodyType = word
      case "RET":
        guard let word = value?.lowercased(), ["full", "hdrs"].contains(word) else {
          throw .value(of: name, "FULL or HDRS")  // RFC 3461 §4.3
        }
        request.returned = word
      case "ENVID":
        guard let value, Xtext.isEnvelopeID(value) else {
          throw .value(of: name, "at most \(Xtext.maximumEnvelopeID) characters of xtext")
        }
        request.envelopeID = value
      case "SMTPUTF8": if value != nil { throw .value(of: name, "no value") }  // RFC 6531 §3.4
      case "AUTH": break  // RFC 4954 §5: who has not authenticated is not believed, and nothing is passed on
      default: throw Refusal(reply: "555 5.5.4 Unknown parameter of MAIL")
      }
    }
    return request
  }

  /// Those of RCPT.
  static func recipient(_ parameters: [Parameter]) throws(Refusal) -> RecipientRequest {
    try checkOnce(parameters)
    var request = RecipientRequest()
    for (name, value) in parameters {
      switch name {
      case "NOTIFY":
        guard let notify = value.flatMap({ RecipientRequest.notify($0) }) else {
          throw .value(of: name, "NEVER, or a list of SUCCESS, FAILURE and DELAY")
        }
        request.notify = notify
      case "ORCPT":
        guard let value, Xtext.isOriginal(value) else {
          throw .value(of: name, "a type, \";\" and xtext, at most \(Xtext.maximumOriginal) characters")
        }
        request.original = value
      default: throw Refusal(reply: "555 5.5.4 Unknown parameter of RCPT")
      }
    }
    return request
  }

  /// RFC 1870 §5: at most 20 digits.
  private static func check(size: String, _ maximumOctets: Int) throws(Refusal) {
    guard (1...20).contains(size.utf8.count), size.utf8.allSatisfy({ (48...57).contains($0) }) else {
      throw .value(of: "SIZE", "a number of octets")
    }
    // What is no Int is larger than any limit.
    if Int(size) ?? .max > maximumOctets {
      throw Refusal(reply: "552 5.3.4 The message is larger than the limit of \(maximumOctets) octets")
    }
  }

  /// Which of two values counts would be a guess.
  private static func checkOnce(_ parameters: [Parameter]) throws(Refusal) {
    var names: Set<String> = []
    for (name, _) in parameters where !names.insert(name).inserted {
      throw Refusal(reply: "501 5.5.4 A parameter is given twice")
    }
  }
}
