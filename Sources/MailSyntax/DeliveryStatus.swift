/// What message/delivery-status says: which recipients got a message and which did not. RFC 3464 §2.
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
