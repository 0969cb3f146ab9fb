/// What message/delivery-status says: which recipients got a message and which did not. RFC 3464 §2.
///
/// Behind it: what message/partial and message/external-body say of content that is elsewhere.
public struct DeliveryStatus: Sendable {
  /// One group of fields: names in lower case, bodies unfolded.
  public typealias Group = [(name: String, body: String)]

  /// The fields about the message: Reporting-MTA, Original-Envelope-Id …
  public let message: Group
  /// The fields about each recipient: Final-Recipient, Action, Status …; RFC 3464 §2.3.
  public let recipients: [Group]

  /// Groups of fields, each ended by a blank line.
  /// - Parameter octets: the decoded body of the part.
  /// - Complexity: O(n).
  public init(_ octets: [UInt8]) {
    var groups: [Group] = []
    let span = octets.span
    var position = 0
    while position < span.count {
      var reader = EntityReader()
      let section = HeaderSection(span, from: position, into: &reader)
      let group: Group = reader.fields.map { field in
        (span.string(field.name).lowercased(), Unstructured.decode(span, field.body))
      }
      if !group.isEmpty { groups.append(group) }
      guard section.end > position, section.hasSeparator else { break }
      position = section.end
    }
    message = groups.first ?? []
    recipients = Array(groups.dropFirst())
  }
}

extension Message {
  /// The delivery status in a part of type message/delivery-status, or message/global-delivery-status (RFC 6533 §4);
  /// nil for any other.
  public func deliveryStatus(in part: Part) -> DeliveryStatus? {
    part.mediaType == "message/delivery-status" || part.mediaType == "message/global-delivery-status"
      ? DeliveryStatus(decodedBody(of: part)) : nil
  }
}

extension Part {
  /// Which piece of a message it is whose pieces were sent one by one: message/partial, RFC 2046 §5.2.2. Nobody sees
  /// what it says before all are there, so it cannot be judged.
  public var partial: (id: String, number: Int?, total: Int?)? {
    guard mediaType == "message/partial" else { return nil }
    func value(_ name: String) -> String? { parameters.first { $0.name == name }?.value }
    return (value("id") ?? "", value("number").flatMap { Int($0) }, value("total").flatMap { Int($0) })
  }

  /// How the content is to be had that is not in the message: `access-type` of message/external-body, in lower case;
  /// RFC 2046 §5.2.3. Clients that follow it fetch.
  public var externalAccess: String? {
    guard mediaType == "message/external-body" else { return nil }
    return parameters.first { $0.name == "access-type" }?.value.lowercased() ?? ""
  }
}
