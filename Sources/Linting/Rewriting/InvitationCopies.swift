import MailContent
import MailSyntax

/// Which guests a copy of an invitation names.
enum GuestView: Hashable {
  /// The recipient alone, by `AddrSpec.comparisonKey`; "" for one who is no guest.
  case own(String)
  /// The colleagues.
  case colleagues
}

/// The invitations of a message, cut so that no guest learns of another: each copy keeps the ATTENDEE (RFC 5545
/// §3.8.4.1) of who gets it, the author's, and the ORGANIZER; the other guests' lines go, and invented ones (X-…) that
/// name them.
///
/// Where anything else names a guest, nothing is cut: what is not surely clean is for a person.
struct InvitationCopies {
  private struct Calendar {
    /// Index into `Message.parts`.
    let part: Int
    let lines: [Line]
  }
  private struct Line {
    let line: CalendarLine
    /// The guest of an ATTENDEE line, "" where it is nobody's address; nil for other lines.
    let guest: String?
    /// Whom it names.
    let named: Set<String>
  }

  private let message: Message
  private let calendars: [Calendar]
  private let mentions: AddressMentions
  /// Whom every copy may name: the author and the organizers.
  private let known: Set<String>
  /// The guests and recipients of the organisation.
  private let colleagues: Set<String>
  private let guests: Set<String>
  /// What stands against cutting them.
  let obstacle: Obstacle?

  /// Attached texts beyond this are not searched for guests; then nothing is cut.
  private static let maximumSearchedOctets = 4 << 20

  init(_ message: Message, reading: Reading, recipients: [AddrSpec], isInternal: (AddrSpec) -> Bool) {
    self.message = message
    let bodies = reading.bodies.filter { $0.format == .calendar }
    let texts: [(part: Int, lines: [CalendarLine])] = bodies.compactMap { body in
      body.editablePart.map { ($0, CalendarLine.all(of: body.octets)) }
    }
    let read = bodies.flatMap(\.people).filter { $0.role == .attendee }.compactMap { AddrSpec(parsing: $0.address) }
    let attendees = texts.flatMap(\.lines).filter { $0.name == "ATTENDEE" }
    let users = attendees.compactMap { AddrSpec(parsing: $0.user) }
    let named = users + attendees.flatMap { AddressTokens.find(in: $0.octets) }
    let everybody = recipients + read + named
    mentions = AddressMentions(of: everybody)
    colleagues = Set(everybody.filter(isInternal).map(\.comparisonKey))
    let authors = [FieldName.from, .sender, .resentFrom, .resentSender].flatMap { message.fields(named: $0) }
      .flatMap { message.mailboxes(in: $0) }.map(\.address)
    let organizers = texts.flatMap(\.lines).filter { $0.name == "ORGANIZER" }.compactMap { AddrSpec(parsing: $0.user) }
    known = Set((authors + organizers).map(\.comparisonKey))
    guests = Set(users.map(\.comparisonKey))
    let mentions = mentions
    calendars = texts.map { part, lines in
      Calendar(
        part: part,
        lines: lines.map { line in
          Line(
            line: line, guest: line.name == "ATTENDEE" ? AddrSpec(parsing: line.user)?.comparisonKey ?? "" : nil,
            named: mentions.keys(in: line.unescaped))
        })
    }
    obstacle = Self.obstacle(
      message, reading, mentions: mentions, allowed: known.union(colleagues), isWhole: texts.count == bodies.count)
  }

  /// The parts that are cut, as indices into `Message.parts`.
  var parts: [Int] { calendars.map(\.part) }

  /// What a recipient's copy names.
  func view(for recipient: AddrSpec, isInternal: Bool) -> GuestView {
    if isInternal { return .colleagues }
    return .own(guests.contains(recipient.comparisonKey) ? recipient.comparisonKey : "")
  }

  private func allowed(_ view: GuestView) -> Set<String> {
    switch view {
    case .own(let key): known.union([key])
    case .colleagues: known.union(colleagues)
    }
  }

  /// What is taken out of the decoded text of each part.
  /// - Returns: nil where what stays would name somebody else.
  /// - Complexity: O(lines).
  func removals(for view: GuestView) -> [Int: [OctetRange]]? {
    let allowed = allowed(view)
    var result: [Int: [OctetRange]] = [:]
    for calendar in calendars {
      for line in calendar.lines {
        let isGuests = line.guest.map { !allowed.contains($0) } ?? false
        let namesOthers = !line.named.isSubset(of: allowed)
        if isGuests || namesOthers && line.line.name.hasPrefix("X-") {
          // An alarm that sends mail to nobody is none (RFC 5545 §3.6.6).
          if line.line.isInAlarm { return nil }
          result[calendar.part, default: []].append(line.line.range)
        } else if namesOthers {
          return nil
        }
      }
    }
    return result
  }

  /// Whether the invitations, read again with these edits made, name nobody but whom the view allows.
  /// - Complexity: O(octets of the invitations).
  func isClean(_ edits: [Edit], for view: GuestView) -> Bool {
    let allowed = allowed(view)
    return calendars.allSatisfy { calendar in
      let part = message.parts[calendar.part]
      let start = part.headerSection.lowerBound
      let entity = Message.parse(Array(message.octets[start..<part.body.upperBound]))
      let own = edits.filter {
        part.body.lowerBound <= $0.range.lowerBound && $0.range.upperBound <= part.body.upperBound
      }.map { edit in
        Edit(range: edit.range.lowerBound - start..<edit.range.upperBound - start, replacement: edit.replacement)
      }
      let edited = Message.parse(entity.applying(own))
      let bodies = Reading(of: edited).bodies
      return !bodies.isEmpty
        && bodies.allSatisfy { body in
          body.format == .calendar && body.isComplete
            && body.people.allSatisfy { person in
              guard let address = AddrSpec(parsing: person.address) else { return person.role != .attendee }
              return allowed.contains(address.comparisonKey)
            }
            && CalendarLine.all(of: body.octets).allSatisfy { mentions.keys(in: $0.unescaped).isSubset(of: allowed) }
        }
    }
  }

  // MARK: What stands against it

  private static func obstacle(
    _ message: Message, _ reading: Reading, mentions: AddressMentions, allowed: Set<String>, isWhole: Bool
  ) -> Obstacle? {
    let calendars = reading.bodies.filter { $0.format == .calendar }
    // One that stands in what carries it, as in winmail.dat or a message in base64.
    if !isWhole, let body = calendars.first(where: { $0.editablePart == nil }) {
      return .unchangeable(part: body.part.map { message.parts[$0].id } ?? "1")
    }
    // What is passed on is not this message's to change.
    for part in calendars.compactMap(\.editablePart) where isPassedOn(part, in: message) {
      return .unchangeable(part: message.parts[part].id)
    }
    for body in reading.bodies where body.format != .calendar {
      let named = mentions.keys(in: body.octets).union(mentions.keys(in: body.text.utf8))
      if !named.isSubset(of: allowed) { return .namesGuests(part: body.part.map { message.parts[$0].id } ?? "1") }
    }
    let read = Set(reading.bodies.compactMap(\.part))
    for (index, part) in message.parts.enumerated() where !part.hasParts && !read.contains(index) && isText(part) {
      guard part.body.count <= maximumSearchedOctets else { return .namesGuests(part: part.id) }
      if !mentions.keys(in: message.decodedBody(of: part)).isSubset(of: allowed) { return .namesGuests(part: part.id) }
    }
    return nil
  }

  private static func isPassedOn(_ part: Int, in message: Message) -> Bool {
    var next = message.parts[part].parent
    while let index = next {
      if message.parts[index].mediaType.hasPrefix("message/") { return true }
      next = message.parts[index].parent
    }
    return false
  }

  private static func isText(_ part: Part) -> Bool {
    let name = part.fileName?.lowercased() ?? ""
    return part.mediaType.hasPrefix("text/") || part.mediaType == "application/csv"
      || [".ics", ".vcs", ".vcf", ".csv", ".tsv", ".txt", ".htm", ".html", ".eml"].contains { name.hasSuffix($0) }
  }
}
