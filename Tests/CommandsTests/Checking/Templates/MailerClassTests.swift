import Testing

@testable import Commands

@Suite struct MailerClassTests {
  @Test(arguments: [
    ("layout \"mailer\"", "welcome", MailerClass.Layout.named("mailer")), ("  layout 'fancy'\n", "x", .named("fancy")),
    ("layout false", "x", .off), ("layout(false)", "x", .off), ("layout nil", "x", nil), ("# layout \"a\"", "x", nil),
    ("layout \"fancy\", only: [:newsletter, :digest]", "digest", .named("fancy")),
    ("layout \"fancy\", only: [:newsletter]", "order", nil),
    ("layout \"fancy\", only: :order", "order", .named("fancy")),
    ("layout \"fancy\", :only => %i[a order]", "order", .named("fancy")),
    ("layout \"fancy\", except: [:order]", "order", nil), ("layout \"fancy\", except: :order", "x", .named("fancy")),
    ("layout false, only: :order", "order", .off), ("layout false, only: :order", "x", nil),
    ("layout \"a\"\nlayout \"b\"\n", "x", .named("b")),
  ] as [(String, String, MailerClass.Layout?)])
  func declared(_ source: String, _ action: String, _ layout: MailerClass.Layout?) {
    #expect(MailerClass.layout(in: source, action: action) == layout)
  }
}
