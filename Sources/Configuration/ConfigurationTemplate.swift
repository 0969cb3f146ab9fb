/// What `presend init` writes: a presend.yml to be filled in, which can be read as it is.
package enum ConfigurationTemplate {
  /// - Parameter domain: the organisation's domain; nil for an example in its place.
  package static func yaml(domain: String? = nil) -> String {
    let domain = domain ?? "example.org"
    return """
      # presend.yml: what presend promises your recipients. Lines that begin with "#" are comments; the values in them
      # are the defaults or examples. "presend config check" reads this file and says what is wrong with it;
      # "presend config show" prints all that counts.

      organisation:
        # name: Beispiel GmbH
        # Internal domains; everything else is external. "*." stands for all subdomains, "!" makes an exception, and
        # the last match wins.
        domains: [\(YAMLText.quoted(domain)), \(YAMLText.quoted("*." + domain))]
        # Whom recipients and colleagues may ask, for example the data protection officer.
        # contact: privacy@\(domain)
        # Appended where a mail does not say why it is sent (rule reason/missing with action rewrite).
        # reason: You receive this mail because you are a customer of Beispiel GmbH.
        # Added where the link is in the text but the field is missing (rule unsubscribe/missing with action rewrite).
        # list-unsubscribe: "<mailto:unsubscribe@\(domain)>"

      # "shadow" judges and records, but changes and stops nothing: a good way to begin.
      # mode: enforce

      # Which class a mail has; the first match wins, and what matches nothing is decided by evidence. Classes:
      # newsletter, first-contact, consent-request, transactional, personal, private, system.
      # classes:
      #   - { class: newsletter, when: { from: "news@\(domain)" } }
      #   - { class: transactional, when: { path: "templates/order/**" } }

      # What is done about each rule's findings: off, warn, rewrite, hold or reject, also per class. "presend rules"
      # lists the rules, "presend explain RULE" says what one checks and why.
      # rules:
      #   recipients/open-list: { action: rewrite, rewrite: bcc, newsletter: { rewrite: individual } }
      #   tracking/pixel: { action: rewrite }
      #   unsubscribe/missing: hold

      # What differs for some template files; later entries win.
      # per-path:
      #   - { path: "emails/legal/**", rules: { reason/missing: off } }

      # What differs for the mail of some senders, and what the audit log calls them; later entries win.
      # per-sender:
      #   - name: sales
      #     from: ["*@sales.\(domain)"]
      #     rules: { recipients/open-list: { action: warn, escalate-from: 2, escalate-within: 7d } }

      # Findings that were there before presend came: "presend baseline" writes the file, "presend check" leaves them out.
      # baseline: presend-baseline.json

      # Where check finds what templates draw in, where it does not find it by itself; docs/templates.md.
      # templates:
      #   roots: [app/views]
      #   aliases: { "mail::": resources/views/vendor/mail/html }
      #   languages: { "emails/**.html": django }
      #   catalogues: ["config/locales/*.yml"]

      # Who agreed to what. Without a store nobody has consented to anything.
      # consent:
      #   store: "sqlite:/var/lib/presend/consent.db"

      # Lists of trackers beside those that presend knows: EasyList's syntax, or plain hosts.
      # trackers:
      #   lists: [/etc/presend/trackers.txt]

      # Where accepted and held mail waits.
      # queue:
      #   directory: /var/spool/presend

      # What waits for a person's decision, who is told of it by mail, and when it goes back to its sender.
      # held:
      #   approver: privacy@\(domain)
      #   keep-for: 14d

      # The smarthost. Its password stands in a file of its own, readable for presend-relay alone.
      # relay:
      #   url: "smtps://smtp.\(domain):465"
      #   user: presend
      #   password-file: /etc/presend/relay.password

      # submission:
      #   maximum-message-octets: 50 MiB
      #   held-exit: 77
      #   default-domain: \(domain)

      """
  }
}
