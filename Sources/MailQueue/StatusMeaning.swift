/// What a status code asks of the sender, in a sentence. After RFC 3463 §3 and the replies of common servers.
struct StatusMeaning: Equatable {
  var english: String
  var german: String

  /// - Parameters:
  ///   - status: an enhanced status code, "5.1.1".
  ///   - reply: the reply it came in, whose code decides where the status says nothing.
  init(status: String, reply: Reply?) {
    let detail = status.split(separator: ".").dropFirst().joined(separator: ".")
    switch (detail, reply?.code ?? 0) {
    case ("1.1", _), ("1.6", _), ("1.10", _), ("0.0", 550), ("0.0", 551):
      english = "There is no such mailbox. Check the spelling, or ask the recipient for the new address."
      german = "Dieses Postfach gibt es nicht. Prüfen Sie die Schreibweise oder erfragen Sie die neue Adresse."
    case ("1.2", _), ("4.4", _):
      english = "The domain does not exist or takes no mail. Check what stands after the @ sign."
      german = "Die Domain gibt es nicht, oder sie nimmt keine Post an. Prüfen Sie, was hinter dem @-Zeichen steht."
    case ("1.3", _), ("1.7", _), ("1.8", _), ("0.0", 553):
      english = "An address is not accepted as it is written. Check it; the sender's address may be meant."
      german =
        "Eine Adresse wird in dieser Form nicht angenommen. Prüfen Sie sie; auch die des Absenders kann gemeint sein."
    case ("2.1", _):
      english = "The mailbox is switched off. Ask the recipient in another way."
      german = "Das Postfach ist abgeschaltet. Fragen Sie auf einem anderen Weg nach."
    case ("2.2", _):
      english = "The mailbox is full. Try again later, or tell the recipient in another way."
      german = "Das Postfach ist voll. Versuchen Sie es später, oder sagen Sie es dem Empfänger auf anderem Weg."
    case ("2.3", _), ("3.4", _), ("0.0", 552):
      english = "The message is too large. Send a link instead of the file, or make the file smaller."
      german = "Die Nachricht ist zu groß. Senden Sie einen Link statt der Datei, oder verkleinern Sie die Datei."
    case ("4.7", _):
      english = "No attempt succeeded in the time allowed. Check the address, or reach the recipient in another way."
      german =
        "In der vorgesehenen Zeit gelang kein Versuch. Prüfen Sie die Adresse, oder wählen Sie einen anderen Weg."
    case (let detail, _) where detail.hasPrefix("6."):
      english = "The other side cannot take a message of this form."
      german = "Die Gegenseite kann eine Nachricht dieser Form nicht annehmen."
    case (let detail, _) where detail.hasPrefix("7."):
      english = "The other side does not want this message: by its rules, or because it takes it for spam."
      german = "Die Gegenseite will diese Nachricht nicht: nach ihren Regeln, oder weil sie sie für Spam hält."
    default:
      english =
        status.hasPrefix("4")
        ? "The trouble may pass by itself." : "The other side refused the message; its answer says why."
      german =
        status.hasPrefix("4")
        ? "Das Hindernis kann von selbst vergehen." : "Die Gegenseite lehnte ab; warum, sagt ihre Antwort."
    }
  }
}
