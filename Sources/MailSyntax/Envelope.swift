/// Who a mail transaction is from and for, apart from what its fields say. RFC 5321 §2.3.1.
public struct Envelope: Sendable, Hashable {
  /// The reverse-path; nil is the null reverse-path `<>`, used by notifications (RFC 5321 §4.5.5).
  public var reversePath: AddrSpec?
  /// The forward-paths, without duplicates, in the order given.
  public var recipients: [AddrSpec]
  /// What to ask of the smarthost about notifications.
  public var notification: NotificationRequest

  public init(reversePath: AddrSpec?, recipients: [AddrSpec], notification: NotificationRequest = .init()) {
    self.reversePath = reversePath
    self.recipients = recipients
    self.notification = notification
  }
}

/// The parameters of the DSN extension and BODY, as given by `sendmail -N -R -V -B`. RFC 3461 §4, RFC 6152.
public struct NotificationRequest: Sendable, Hashable {
  /// NOTIFY: "never" or a comma list of "success", "failure", "delay"; nil if not given.
  public var notify: String?
  /// RET: "full" or "hdrs"; nil if not given.
  public var returned: String?
  /// ENVID in xtext; nil if not given.
  public var envelopeID: String?
  /// BODY: "7BIT" or "8BITMIME"; nil if not given.
  public var bodyType: String?

  public init(notify: String? = nil, returned: String? = nil, envelopeID: String? = nil, bodyType: String? = nil) {
    self.notify = notify
    self.returned = returned
    self.envelopeID = envelopeID
    self.bodyType = bodyType
  }
}
