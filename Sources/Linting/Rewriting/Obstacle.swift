import Policy

/// Why a finding cannot be mended without a person, so that its message is held.
enum Obstacle: Hashable {
  /// The rule knows no mend for this case.
  case noRemedy
  /// The text stands within a signature (multipart/signed, S/MIME, OpenPGP in the text); by part id.
  case signed(part: String)
  /// The text is encrypted; by part id.
  case encrypted(part: String)
  /// A DKIM signature of a domain that is not the organisation's own covers what would change.
  case signedByDKIM
  /// The signed content repeats the destination fields (header protection); by part id.
  case repeatedWithinSignature(part: String)
  /// The configuration does not say what to add; by key.
  case notConfigured(String)
  /// The key for the recipients' own unsubscribe tokens cannot be had.
  case noToken
  /// What is configured differs from recipient to recipient, and this is one text for all.
  case differsByRecipient(String)
  /// The part names guests of the invitation to others, beside the lines that could be taken out; by part id.
  case namesGuests(part: String)
  /// Copies of one's own would take more room than `Rewriter.maximumCopiedOctets`.
  case tooManyCopies
  /// The part's octets cannot be changed there without touching more; by part id.
  case unchangeable(part: String)
  /// The message goes beyond what presend reads; by part id.
  case unread(part: String)
  /// Two mends want the same octets.
  case conflict
  /// The rewritten message, read again, still shows it.
  case stillThere

  /// One line, in the words of an explanation.
  func text(_ language: Language) -> String {
    language == .german ? german : english
  }

  private var english: String {
    switch self {
    case .noRemedy: "only a person can mend this"
    case .signed(let part): "part \(part) is signed; changing it would break the signature"
    case .encrypted(let part): "part \(part) is encrypted; it cannot be changed from outside"
    case .signedByDKIM:
      "a DKIM signature of another domain covers what would have to change; sign after presend, not before, or name "
        + "the domain under organisation: domains if it is yours"
    case .repeatedWithinSignature(let part): "part \(part) repeats the recipients under the signature"
    case .notConfigured(let key): "presend.yml does not say what to add (\(key))"
    case .unchangeable(let part): "part \(part) cannot be changed there without touching more of it"
    case .unread(let part): "part \(part) goes beyond what presend reads; nobody has judged the rest"
    case .noToken:
      "the key of the unsubscribe tokens can be neither read nor made; make it as the owner of the queue with: "
        + "presend unsubscribe token ADDRESS --list LIST"
    case .differsByRecipient(let key): "\(key) differs from recipient to recipient; it is put in when the mail is sent"
    case .namesGuests(let part):
      "part \(part) names other guests beside the ATTENDEE lines that could be taken out; send each an invitation of "
        + "their own"
    case .tooManyCopies:
      "a copy for each recipient would take more than \(Rewriter.maximumCopiedOctets >> 20) MiB; send it to fewer at once, "
        + "put large files behind a link, or set rewrite: bcc"
    case .conflict: "two changes want the same octets"
    case .stillThere: "the rewritten message would still show it"
    }
  }

  private var german: String {
    switch self {
    case .noRemedy: "das kann nur ein Mensch beheben"
    case .signed(let part): "Teil \(part) ist signiert; eine Änderung würde die Signatur brechen"
    case .encrypted(let part): "Teil \(part) ist verschlüsselt und von außen nicht zu ändern"
    case .signedByDKIM:
      "eine DKIM-Signatur einer fremden Domain deckt, was geändert werden müsste; bitte nach presend signieren, nicht "
        + "davor, oder die Domain unter organisation: domains nennen, wenn es die eigene ist"
    case .repeatedWithinSignature(let part): "Teil \(part) wiederholt die Empfänger unter der Signatur"
    case .notConfigured(let key): "presend.yml sagt nicht, was hinzuzufügen ist (\(key))"
    case .unchangeable(let part): "Teil \(part) ist dort nicht zu ändern, ohne mehr davon anzutasten"
    case .unread(let part): "Teil \(part) geht über das hinaus, was presend liest; den Rest hat niemand beurteilt"
    case .noToken:
      "der Schlüssel der Abmelde-Kennungen ist weder zu lesen noch anzulegen; als Besitzer der Warteschlange anlegen mit: "
        + "presend unsubscribe token ADRESSE --list LISTE"
    case .differsByRecipient(let key): "\(key) ist je Empfänger ein anderes; es kommt beim Senden hinein"
    case .namesGuests(let part):
      "Teil \(part) nennt andere Gäste auch außerhalb der ATTENDEE-Zeilen, die zu entfernen wären; jedem eine eigene "
        + "Einladung schicken"
    case .tooManyCopies:
      "eine Kopie je Empfänger bräuchte mehr als \(Rewriter.maximumCopiedOctets >> 20) MiB; an weniger auf einmal senden, "
        + "große Dateien verlinken oder rewrite: bcc setzen"
    case .conflict: "zwei Änderungen betreffen dieselben Oktette"
    case .stillThere: "die geänderte Nachricht würde es noch immer zeigen"
    }
  }
}
