import MailSyntax
import Testing

@testable import Gateway

struct SendingToolTests {
  private func name(_ fields: String) -> String? {
    SendingTool.name(in: Message.parse(Array("\(fields)\r\nFrom: a@b.test\r\n\r\nx\r\n".utf8)))
  }

  @Test(arguments: [
    ("X-Mailer: PHPMailer 6.9.1 (https://github.com/PHPMailer/PHPMailer)", "PHPMailer"),
    ("User-Agent: Mozilla Thunderbird", "Mozilla Thunderbird"), ("User-Agent: Mutt/2.2.9 (2022-11-12)", "Mutt"),
    ("X-Mailer: git-send-email 2.39.5", "git-send-email"), ("X-Mailer: Drupal v10", "Drupal"),
    ("X-Mailer: shop anna@shop.test", "shop"), ("X-Newsreader: tin\r\nx-mailer: Own", "Own"),
    ("X-PHP-Originating-Script: 33:mail.php", "PHP"), ("X-PHP-Originating-Script: 33:a.php\r\nX-Mailer: WP", "WP"),
    ("X-Mailer: =?utf-8?q?W=C3=A4chter?= 2", "Wächter"),
    ("X-Mailer: \(String(repeating: "a", count: 90))", String(repeating: "a", count: 40)),
  ])
  func `a program is known by its name without version and address`(field: String, tool: String) {
    #expect(name(field) == tool)
  }

  @Test(arguments: ["X-Mailer: 6.0", "X-Mailer:", "X-Mailer: (none)", "Subject: x"])
  func `what names nothing is none`(field: String) { #expect(name(field) == nil) }
}
