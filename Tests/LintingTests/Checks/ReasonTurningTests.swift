import Policy
import Testing

@testable import Linting

/// Reasons of a writer who turns to the reader: as what, after which dealings, at whose wish, by whom they know them;
/// and sentences made alike that give none.
@Suite struct ReasonTurningTests {
  typealias Statement = (language: String, text: String)

  /// "We turn to you as …".
  static let asWhat: [Statement] = [
    ("de", "Als Pächterin eines Liegeplatzes bitten wir Sie um Ihre Stimme."),
    ("en", "As registered volunteers, we ask you to vote by Friday."),
    ("fr", "En votre qualité de marraine, nous vous convions au baptême du bateau."),
    ("es", "Le convocamos en calidad de propietaria de un amarre."),
    ("it", "In qualità di proprietaria di un posto barca, la invitiamo al voto."),
    ("nl", "Wij nodigen u uit als huurder van een ligplaats."),
    ("pl", "Zapraszamy Panią jako członkinię koła na głosowanie."),
    ("pt", "Convidamo-la na qualidade de proprietária de um lugar no cais."),
  ]

  /// "After your …", "you … with us, which is why we …".
  static let dealings: [Statement] = [
    ("de", "Nach Ihrer Reparatur im Mai würden wir gern wissen, ob das Boot dicht ist."),
    ("de", "Sie haben im Mai bei uns ein Segel bestellt, daher erinnern wir Sie an die Pflege."),
    ("en", "Following your recent repair, we would like to know whether you are content."),
    ("en", "You ordered a sail from us in May, which is why we remind you of its care."),
    ("fr", "À la suite de votre commande, nous aimerions savoir si la voile convient."),
    ("fr", "Vous avez commandé une voile chez nous, c'est pourquoi nous vous rappelons l'entretien."),
    ("es", "Tras su compra, nos gustaría saber si la vela le sirve."),
    ("es", "Usted ha comprado una vela en nuestra tienda, por eso le recordamos el cuidado."),
    ("it", "Dopo il suo acquisto ci piacerebbe sapere se la vela va bene."),
    ("it", "Lei ha acquistato una vela da noi: per questo le ricordiamo la manutenzione."),
    ("nl", "Na uw bestelling willen wij graag van u weten of het zeil past."),
    ("nl", "U heeft in mei bij ons een zeil gekocht, daarom herinneren wij u aan het onderhoud."),
    ("pl", "W związku z Państwa zakupem prosimy o krótką opinię o żaglu."),
    ("pl", "W maju zamówili Państwo u nas żagiel, dlatego przypominamy o konserwacji."),
    ("pt", "Após a sua compra, gostaríamos de saber se a vela serve."),
    ("pt", "Encomendou uma vela na nossa loja e, por isso, lembramos-lhe a manutenção."),
  ]

  /// "You asked us to tell you", "… gave us your address", "we met at …".
  static let known: [Statement] = [
    ("de", "Sie hatten uns gebeten, Sie über freie Liegeplätze zu informieren."),
    ("de", "Frau Krull vom Yachtclub hat mir Ihre Telefonnummer und Ihre Adresse gegeben."),
    ("en", "You had asked us to let you know when a mooring is free."),
    ("en", "Mr Krull of the yacht club passed your address on to me."),
    ("fr", "Vous nous aviez demandé de vous prévenir dès qu'une place se libère."),
    ("fr", "Vos coordonnées nous ont été communiquées par le club nautique."),
    ("es", "Usted nos pidió que le avisáramos cuando hubiera un amarre libre."),
    ("es", "El club náutico nos facilitó su dirección."),
    ("it", "Ci aveva chiesto di avvertirla quando si libera un posto barca."),
    ("it", "Ho avuto il suo indirizzo dal circolo nautico."),
    ("nl", "U had ons gevraagd u te informeren zodra er een ligplaats vrijkomt."),
    ("nl", "Uw adres kregen wij van de jachtclub."),
    ("pl", "Prosili nas Państwo o wiadomość, gdy zwolni się miejsce."),
    ("pl", "Państwa adres otrzymaliśmy od klubu żeglarskiego."),
    ("pt", "Pediu-nos que o avisássemos quando houvesse um lugar livre."),
    ("pt", "O seu endereço foi-nos dado pelo clube náutico."),
  ]

  /// Somebody else's dealings, another guest, a compliment, a question.
  static let others: [Statement] = [
    ("de", "Auf der Messe haben wir zwei junge Segelmacher kennengelernt."),
    ("de", "Als Gast begrüßen wir den Segler Ole Krull, dazu laden wir Sie ein."),
    ("de", "Ganz nach Ihrem Geschmack nähen wir Segel; wir laden Sie zu einem Besuch ein."),
    ("en", "We met two young sailmakers at the fair."),
    ("en", "As a thank-you we invite you to sail with every friend you bring."),
    ("en", "Your boat deserves the best, so we invite you to find it in our shop."),
    ("fr", "Nous avons rencontré deux jeunes voiliers au salon."),
    ("es", "En la feria conocimos a dos jóvenes veleros."),
    ("es", "Como cada año, le invitamos a ver las velas de los jóvenes."),
    ("it", "Alla fiera abbiamo conosciuto due giovani velai."),
    ("it", "Come ospite avremo il velista Ole Krull: la invitiamo con piacere."),
    ("nl", "Op de beurs ontmoetten wij twee jonge zeilmakers."),
    ("pl", "Na targach poznaliśmy dwóch młodych żaglomistrzów."),
    ("pl", "Czy prosili nas Państwo o wiadomość?"),
    ("pt", "Na feira conhecemos dois jovens veleiros."),
  ]

  private func isStated(_ text: String) -> Bool {
    let message = Samples.message(text: text, subject: "Mai")
    return Samples.findings(message, Samples.context(mailClass: .newsletter), rule: "reason/missing").isEmpty
  }

  @Test(arguments: asWhat + dealings + known)
  func areStated(_ statement: Statement) { #expect(isStated(statement.text), "\(statement.language)") }

  @Test(arguments: others)
  func areNone(_ statement: Statement) { #expect(!isStated(statement.text), "\(statement.language)") }

  @Test(arguments: [asWhat, dealings, known, others])
  func everyLanguageHasThem(_ statements: [Statement]) {
    let languages = Set(statements.map(\.language))
    #expect(languages.isSubset(of: Set(LanguageTests.languages)) && languages.count == LanguageTests.languages.count)
  }
}
