internal import Gateway
internal import MailContent
internal import MailSyntax

/// How presend reads one message, for a person at a terminal: parts, people, links, fetches and defects, each with its
/// line.
struct InspectionText {
  let inspection: Inspection
  private var message: Message { inspection.message }

  init(_ inspection: Inspection) { self.inspection = inspection }

  var text: String {
    let sections = [
      ("Fields", fields), ("People", people), ("Parts", parts), ("Links", links), ("Fetched when it is shown", fetches),
      ("Defects", defects),
    ]
    let body = sections.map { title, lines in
      title + "\n" + (lines.isEmpty ? ["  none"] : lines.map { "  " + $0 }).joined(separator: "\n")
    }
    return ([inspection.path] + body).joined(separator: "\n\n")
  }

  /// - Parameter line: nil for what stands in no line of the file.
  private func row(_ line: Int?, _ text: String) -> String {
    let number = line.map(String.init) ?? ""
    return String(repeating: " ", count: max(0, 5 - number.count)) + number + "  "
      + Terminal.safe(text, maximum: Self.maximumText)
  }

  /// Longer text is cut: this is an overview, and `--format json` has it all.
  private static let maximumText = 160

  private var fields: [String] {
    inspection.rootFields.map { field in
      row(inspection.line(of: field.octets.lowerBound), "\(message.name(of: field)): \(message.unstructured(field))")
    }
  }

  private var people: [String] {
    inspection.rootFields.filter { field in Inspection.addressFields.contains { $0.kind == field.kind } }
      .flatMap { field in
        message.mailboxes(in: field).map { mailbox in
          let name = mailbox.displayName.map { " (\($0))" } ?? ""
          let group = mailbox.group.map { " in the group \($0)" } ?? ""
          return row(
            inspection.line(of: mailbox.octets.lowerBound),
            "\(message.name(of: field)): \(mailbox.address.text)\(name)\(group)")
        } + otherReadings(of: field)
      } + inspection.reading.bodies.flatMap(people(of:))
  }

  /// Whom a body names beside its text: attendees of calendars, recipients of TNEF.
  private func people(of body: Body) -> [String] {
    body.people.filter { $0.role != .text && $0.role != .quotedField }.map { person in
      let name = person.name.map { " (\($0))" } ?? ""
      return row(inspection.line(of: person.range, in: body), "\(person.role.rawValue): \(person.address)\(name)")
    }
  }

  /// What other programs make of a field that can be read in several ways.
  private func otherReadings(of field: Field) -> [String] {
    message.addressReadings(of: field).dropFirst().map { reading in
      let addresses = reading.map(\.address.text).joined(separator: ", ")
      return row(
        inspection.line(of: field.octets.lowerBound),
        "\(message.name(of: field)), as others read it: \(addresses.isEmpty ? "nobody" : addresses)")
    }
  }

  private var parts: [String] {
    Inspection.parts(of: message).flatMap { inner, part in
      let depth = String(repeating: "  ", count: part.id.utf8.count { $0 == UInt8(ascii: ".") })
      var words = [part.id, part.mediaType]
      if let charset = part.charset { words.append(charset) }
      if !part.hasParts {
        words += [part.transferEncoding.rawValue, "\(inner.decodedBody(of: part).count) octets"]
      }
      if let disposition = part.disposition { words.append(disposition) }
      if let fileName = part.fileName { words.append(Terminal.quoted(fileName)) }
      let line = depth + words.joined(separator: "  ")
      // A part of an encoded message stands in no line of the file.
      let tnef = inner.tnef(in: part).map { outline(of: $0, depth: depth + "  ") } ?? []
      if inner.isEncoded(in: message) { return [row(nil, line)] + tnef }
      return [row(inspection.line(of: part.headerSection.lowerBound), line)] + tnef
    }
  }

  /// What stands in a TNEF message, a line for each kind.
  private func outline(of tnef: TNEF, depth: String) -> [String] {
    var lines = [depth + "TNEF, as Outlook shows it: \(tnef.subject ?? "no subject")"]
    for recipient in tnef.recipients {
      let address = recipient.address?.text ?? "no Internet address"
      lines.append("\(depth)  \(recipient.field ?? "recipient"): \(address) (\(recipient.displayName))")
    }
    if !tnef.formats.isEmpty { lines.append(depth + "  text: " + tnef.formats.joined(separator: ", ")) }
    lines += tnef.attachments.map { "\(depth)  attachment \(Terminal.quoted($0))" }
    if tnef.isDamaged { lines.append(depth + "  damaged: what stands behind the damage was not read") }
    return lines.map { row(nil, $0) } + tnef.nested.flatMap { outline(of: $0, depth: depth + "  ") }
  }

  private var links: [String] {
    inspection.reading.bodies.flatMap { body in
      body.links.map { link in
        row(
          inspection.line(of: link.range, in: body), "\(link.isVisible ? "" : "hidden: ")\(link.text) -> \(link.target)"
        )
      }
    }
  }

  private var fetches: [String] {
    inspection.reading.bodies.flatMap { body in
      body.fetches.map { fetch in
        let sides = [fetch.width, fetch.height].map { $0.map { String(Int($0)) } ?? "?" }.joined(separator: "x")
        return row(
          inspection.line(of: fetch.range, in: body),
          "\(fetch.kind.rawValue) \(sides)\(fetch.isHidden ? " hidden" : "") \(fetch.url)")
      }
    }
  }

  private var defects: [String] {
    message.defects.map { defect in
      row(
        inspection.line(of: defect.octets.lowerBound),
        "\(defect.kind.rawValue): \(defect.kind.explanation) (\(defect.kind.reference))")
    }
  }
}
