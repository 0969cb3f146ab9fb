internal import MailContent
internal import MailSyntax

/// How presend reads one message, for a person at a terminal: parts, people, links, fetches and defects, each with its line.
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


  private func row(_ line: Int, _ text: String) -> String {
    let number = String(line)
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
    message.parts.map { part in
      let depth = String(repeating: "  ", count: part.id.utf8.count { $0 == UInt8(ascii: ".") })
      var words = [part.id, part.mediaType]
      if let charset = part.charset { words.append(charset) }
      if !part.hasParts {
        words += [part.transferEncoding.rawValue, "\(message.decodedBody(of: part).count) octets"]
      }
      if let disposition = part.disposition { words.append(disposition) }
      if let fileName = part.fileName { words.append(Terminal.quoted(fileName)) }
      return row(inspection.line(of: part.headerSection.lowerBound), depth + words.joined(separator: "  "))
    }
  }

  private var links: [String] {
    inspection.reading.bodies.flatMap { body in
      body.links.map { link in
        row(inspection.line(of: link.range, in: body), "\(link.isVisible ? "" : "hidden: ")\(link.text) -> \(link.target)")
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
      row(inspection.line(of: defect.octets.lowerBound), "\(defect.kind.rawValue): \(defect.kind.explanation) (\(defect.kind.reference))")
    }
  }
}
