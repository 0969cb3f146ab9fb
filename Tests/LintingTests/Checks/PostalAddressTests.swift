import Testing

@testable import Linting

@Suite struct PostalAddressTests {
  @Test(arguments: [
    "Imkerei Sommer, Lindenweg 7, 99423 Weimar", "Imkerei Sommer\nLindenweg 7a\n99423 Weimar",
    "Miel Dupré, 12 rue du Four, 35400 Saint-Malo", "Miele Rossi, Via Larga 3, 20122 Milano",
    "Mieles Ruiz, Calle Sol, 4, 18009 Granada", "Honig Huber, Dorf 12, 6555 Kappl",
    "Miel, Rue Haute 5, B-1000 Bruxelles",
    "Imker, Oudegracht 8, 3511 AP Utrecht", "Miody, ul. Lipowa 8, 20-020 Lublin", "Pasieka, Prosta 1\n90-001 Łódź",
    "Mel, Rua Direita 9, 1100-148 Lisboa", "Bees Inc., 55 Pine St, Portland, OR 97201",
    "Honey, Church Lane, Elm PE14 0AB", "Honey, 12 Quay Street, Bristol BS1 2JL", "Honey, London EC2A 1AB, UK",
    "Miel Tremblay, 12 Rue Sherbrooke, Montréal, QC H2X 1Y4",
  ])
  func addresses(_ text: String) { #expect(PostalAddress.first(in: Array(text.utf8)) != nil) }

  @Test(arguments: [
    "", "Bestellung 12345 vom Montag", "Am 20. November 2026 Berlin", "Nummer 30159", "30159 Hannover",
    "Mai 2026, ab 9 Uhr",
    "12 Gläser für 1200 Euro", "2 x 10000 Bienen", "Der Code lautet AB12 CD34", "1234567 Honig", "ABC12 3DE",
    "12-345 a", "A1B 2C", "Typ A1B 2C34",
  ])
  func others(_ text: String) { #expect(PostalAddress.first(in: Array(text.utf8)) == nil) }

  @Test(arguments: [
    "03643 12 34", "0511 123456", "(030) 12 34 56", "+43 5445 12 34", "+491701234567", "02921/330-0", "01628 555 017",
    "01.44.55.66.77", "(503) 555-0101", "503-555-0101", "503.555.0101", "941 20 33 10", "22 112 33 44", "06 1234567",
  ])
  func telephones(_ number: String) {
    #expect(TelephoneNumber.first(in: Array("Sommer, \(number)".utf8)) != nil)
    #expect(TelephoneNumber.first(in: Array(number.utf8)) != nil)
  }

  @Test(arguments: [
    "", "0", "+", "(", "01.02.2026", "2026-11-22", "12 000 Euro", "Nr. 4711", "DE12 0123 4567 8901 2345", "09:40 Uhr",
    "https://b.test/0511-123456", "id=0511 123456", "0123", "0 1 2", "1.204,80", "123.456.789", "192.168.0.17",
    "www.01234567.test", "x0511 123456",
  ])
  func otherNumbers(_ text: String) { #expect(TelephoneNumber.first(in: Array(text.utf8)) == nil) }

  @Test func hostileTextTakesLinearTime() {
    for octets in ["0 ", "1", "(", "+0", "A1 ", "12345 A", "1, "] {
      let text = Array(String(repeating: octets, count: 50_000).utf8)
      _ = PostalAddress.first(in: text)
      _ = TelephoneNumber.first(in: text)
    }
  }
}
