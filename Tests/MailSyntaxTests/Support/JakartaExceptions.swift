extension JakartaCases {
  /// Cases that presend reads otherwise, by the words of the RFCs.
  static let addressExceptions: [String: [String]] = [
    // address-list = (address *("," address)) / obs-addr-list (RFC 5322 §3.4): commas separate, white space does
    // not.
    " ggere /tmp/mail.out +mailbox ~user/mailbox ~/mailbox /PN=x400.address/PRMD=ibmmail/ADMD=ibmx400/C=us/@mhs-mci.ebay":
      ["/PN=x400.address/PRMD=ibmmail/ADMD=ibmx400/C=us/@mhs-mci.ebay"],
    " testa testb testc /tmp/mail.out ~ggere/mail.out testd teste":
      ["\"testa testb testc /tmp/mail.out ~ggere/mail.out testd teste\""],
    " testa, testb , testc /tmp/mail.out ,~ggere/mail.out, ,testd,teste,,,":
      ["testa", "testb", "\"testc /tmp/mail.out\"", "~ggere/mail.out", "testd", "teste"],
    " laborious but (Bug Free)": ["\"laborious but\""],
    // "Semantically, neither the optional CFWS outside of the quote characters nor the quote characters themselves
    // are part of the quoted-string" (RFC 5322 §3.2.4): the meaning is kept, and quoted where SMTP needs it.
    " '\"a,b\"'": ["\"'a,b'\""],
    " shakey!\"a,b\"": ["\"shakey!a,b\""],
    " \"john doe\" (john.doe@a.com)": ["\"john doe\""],
    " a\u{01}@b.com": ["\"a\u{01}\"@b.com"],
    " a\u{01}b": ["\"a\u{01}b\""],
    // There is no local-part, no domain, or no word at all (RFC 5322 §3.4.1: addr-spec = local-part "@" domain).
    " <": [],
    " >": [],
    " \"": [],
    " >>>": [],
    " <<<": [],
    " \"C'est bien moche\" <paris@>": ["paris"],
    " two@ (It Will Take)": ["two"],
    " two@": ["two"],
    " @france": [],
    " @": [],
    " friends-list:;@mastodon.CS.Berkeley.EDU": [],
    " @b.com": [],
    " Undisclosed-Recipient:;@jupiter.activeisp.com;;;;;": [],
    " Undisclosed-Recipient:;@java.sun.com;;;": [],
    " \"@msn.com": [],
    " \"@starband.net": [],
    " Re:@cachaca, Subject:@cachaca, and@cachaca, getmclist@cachaca, glenn@ivrel,\r\n        iconv@cachaca, questions@cachaca":
      ["and@cachaca", "getmclist@cachaca", "glenn@ivrel", "iconv@cachaca", "questions@cachaca"],
    // Unbalanced brackets, parentheses, quotes: RFC 7103 §7.1.3, §7.1.4 and §7.1.6 say how to read them.
    " Ben Keitch <\">\\\"\"\\>@openworld.co.uk> ": ["\">\\\"\\\\\""],
    " paris@france>": ["paris@france"],
    " \"C'est bien moche\" <paris@france": ["paris@france"],
    " \"C'est bien moche\" paris@france>": ["paris@france"],
    " confused (about, being, french": ["\"confused about\"", "being", "french"],
    " it@is (brilliant (genius), and superb": ["it@is", "\"and superb\""],
    " if@you (could, see (almost, as, (badly, you) would) agree": ["if@you", "\"see agree\""],
    " <paris@france": ["paris@france"],
    " )": ["\")\""],
    " \"bejjzcfr@aol.com": ["bejjzcfr@aol.com"],
    " \"butbp@msn.com": ["butbp@msn.com"],
    " \"@foo.com, a@b.com": ["a@b.com"],
    " <@foo.com, a@b.com": ["a@b.com"],
    " yyiohohjjlj[ojolhji@hotmail.com": ["\"yyiohohjjlj[ojolhji\"@hotmail.com"],
    " www.adslexpress.com.tw--?????q?H?[?o??-0@kathmandu.sun.com":
      ["\"www.adslexpress.com.tw--?????q?H?[?o??-0\"@kathmandu.sun.com"],
    " www.adslexpress.com.tw--?????q?H?[?o??-0@patan.sun.com":
      ["\"www.adslexpress.com.tw--?????q?H?[?o??-0\"@patan.sun.com"],
    " \\(^^/@nwkea-mail-2.sun.com": ["^^/@nwkea-mail-2.sun.com"],
    " \"???Y???z???~?j?q?n??": ["???Y???z???~?j?q?n??"],
    " \"ZETA CELULARES": ["\"ZETA CELULARES\""],
    " \"Investigaci?n para el desarrollo de micro-emprendimientos Schreiber TE 4431-7050":
      ["\"Investigaci?n para el desarrollo de micro-emprendimientos Schreiber TE 4431-7050\""],
    " \"Aproveche*": ["Aproveche*"],
    " \"ULTIMA. OPORTUNIDAD*": ["\"ULTIMA. OPORTUNIDAD*\""],
    // The members of a group with display-names; only their addresses are compared.
    " A Group:Chris Jones <c@a.test>,joe@where.test,John <jdoe@one.test>; ":
      ["c@a.test", "joe@where.test", "jdoe@one.test"],
    // White space around "@" and dots is no part of the address (RFC 5322 §4.4, obs-domain and obs-local-part).
    " \"John\r\n\tSmith\" <jsmith@\r\n\tcrappy-email-archiving-company.com>":
      ["jsmith@crappy-email-archiving-company.com"],
  ]
}
