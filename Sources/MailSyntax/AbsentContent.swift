/// Content that is not in the message: message/partial and message/external-body.
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
