import Policy
import Testing

@testable import Linting

@Suite struct KnownServicesTests {
  private static let services = KnownServices(RulePacks.trackingServices)

  /// An opening report of each service, in its form with made-up tokens.
  static let reports: [(service: String, url: String)] = [
    ("Mailchimp", "https://beispiel.us1.list-manage.com/track/open.php?u=1f&id=2a&e=3b"),
    ("Mandrill", "https://mandrillapp.com/track/open.php?u=1&id=2"),
    ("SendGrid", "https://url99.kunde.test/wf/open?upn=u001.abc"),
    ("SendGrid", "https://u1.ct.sendgrid.net/wf/open?upn=abc"), ("Mailjet", "https://x1abc.mjt.lu/oo/AAA/BBB/e.gif"),
    ("Postmark", "https://t.pstmrk.it/open?m=1"), ("Amazon SES", "https://abc.r.eu-central-1.awstrack.me/I0/0102/x=1"),
    ("Brevo", "https://abc.r.bh.d.sendibt3.com/tr/op/xyz"), ("Litmus", "https://abc.emltrk.com/abc?p&d=1"),
    ("Mailtrack", "https://mailtrack.io/trace/mail/abc.png?u=1"),
    ("Yesware", "http://t.yesware.com/t/abc/def/spacer.gif"),
    ("HubSpot", "https://track.hubspot.com/__ptq.gif?a=1"), ("Intercom", "https://via.intercom.io/o?h=abc"),
    ("GitHub", "https://github.com/notifications/beacon/AAA.gif"),
    ("Google Analytics", "https://www.google-analytics.com/collect?v=1&t=event"),
    ("Google Ad Manager", "https://ad.doubleclick.net/ad/x;sz=468x60"),
    ("Telegram bot", "https://api.telegram.org/bot1:a/sendMessage?chat_id=1"),
  ]

  @Test(arguments: reports) func knows(_ report: (service: String, url: String)) {
    #expect(Self.services.service(of: LinkTarget(report.url))?.name == report.service)
  }

  @Test func everyServiceHasACase() {
    let covered = Set(Self.reports.map(\.service))
    for service in RulePacks.trackingServices { #expect(covered.contains(service.name), "\(service.name)") }
    #expect(!RulePacks.trackingServices.isEmpty)
  }

  @Test(arguments: [
    "https://gallery.list-manage.com/logo.png", "https://06jg8.mjt.lu/img2/06jg8/03c3bc6b/content",
    "https://github.com/logo.png", "https://notgithub.com/notifications/beacon/a.gif", "https://kunde.test/wf/open",
    "https://i4.cmail20.com/ei/t/1A/logo.png", "https://www.hubspot.com/hubfs/logo.png",
    "https://telegram.org/img/logo.png",
  ])
  func doesNotTakeContentForReports(_ url: String) {
    #expect(Self.services.service(of: LinkTarget(url)) == nil)
  }
}
