import Policy

/// The packs as a page for people: docs/rules.md.
struct RulesPage {
  private(set) var text = ""

  init(rules: [Rule], services: [TrackingService]) {
    text = Self.opening
    text +=
      "\n## The rules\n\n| rule | what it says | severity | action | when it cannot be judged |\n|---|---|---|---|---|\n"
    for rule in rules {
      let severities = Self.ranges(rule)
      text +=
        "| [`\(rule.id)`](#\(Self.anchor(rule.id))) | \(rule.title.english) | \(severities) | \(Self.action(rule)) "
      text += "| \(rule.failureMode.rawValue) |\n"
    }
    for rule in rules { section(rule) }
    text += Self.servicesOpening
    for service in services.sorted(by: { $0.name.lowercased() < $1.name.lowercased() }) {
      let hosts = service.hosts.map { $0 == "*" ? "its customers' own" : "`\($0)`" }.joined(separator: ", ")
      let uses = TrackingService.Use.allCases.filter { service.paths[$0] != nil }.map(\.rawValue)
      text += "| \(service.name) | \(service.operatorName) | \(service.country) "
      text += "| \((uses + (service.isAddOn ? ["add-on"] : [])).joined(separator: ", ")) | \(hosts) |\n"
    }
    text += Self.grammar
  }

  private mutating func section(_ rule: Rule) {
    text += "\n### `\(rule.id)`\n\n**\(rule.title.english)** / \(rule.title.german)\n\n"
    text += "*What.* \(rule.what.english)\n\n*Why.* \(rule.why.english)\n\n*Mend.* \(rule.mend.english)\n\n"
    text += "*Severity:* \(Self.ranges(rule)). *Action:* \(Self.action(rule))."
    if !rule.numbers.isEmpty {
      let numbers = rule.numbers.sorted { $0.key < $1.key }.map { "`\($0.key): \($0.value)`" }
      text += " *Numbers:* \(numbers.joined(separator: ", "))."
    }
    text +=
      "\n\n*Allow:* `rules: { \(rule.id): off }`, or for one class `rules: { \(rule.id): { newsletter: off } }`.\n\n"
    text += "| source | what it says | read |\n|---|---|---|\n"
    for source in rule.sources {
      let kind = source.kind == .law ? "" : " (\(source.kind.rawValue))"
      text += "| \(source.citation)\(kind) | \(source.says.english) | \(source.read) |\n"
    }
    text += "\n<details><summary>Deutsch</summary>\n\n"
    text += "*Was.* \(rule.what.german)\n\n*Warum.* \(rule.why.german)\n\n*Abhilfe.* \(rule.mend.german)\n\n"
    text += "| Quelle | was sie sagt | gelesen |\n|---|---|---|\n"
    for source in rule.sources { text += "| \(source.citation(.german)) | \(source.says.german) | \(source.read) |\n" }
    text += "\n</details>\n"
  }

  /// "error: newsletter, personal; note: transactional".
  private static func ranges(_ rule: Rule) -> String {
    let parts = Severity.allCases.reversed().compactMap { severity -> String? in
      let classes = MailClass.allCases.filter { rule.severities[$0] == severity }
      guard !classes.isEmpty else { return nil }
      return "\(severity.rawValue): \(classes.map(\.rawValue).joined(separator: ", "))"
    }
    return parts.joined(separator: "; ")
  }

  private static func action(_ rule: Rule) -> String {
    func named(_ action: Action) -> String {
      action == .rewrite ? "rewrite, else \(rule.fallbackAction.rawValue)" : action.rawValue
    }
    let classes = MailClass.allCases.compactMap { mailClass in
      rule.classActions[mailClass].map { "\(mailClass.rawValue): \(named($0))" }
    }
    return ([named(rule.defaultAction)] + classes).joined(separator: "; ")
  }

  /// As the usual Markdown programs make anchors of headings.
  private static func anchor(_ id: RuleID) -> String { id.description.filter { $0 != "/" } }

  private static let opening = """
    # Rules

    Generated from `rules/*.yml` by `swift run rule-compiler docs --output docs/rules.md rules/*.yml`. Do not edit; a test
    compares this page with the packs.

    A rule names its source and the date on which a person last read it. It says what the source demands of a mail, not that a
    mail is lawful. Which rules judge a mail depends on its class; `presend check` shows the class and the evidence for it, and
    `classes:` in `presend.yml` decides it. Mail of class `system` (notifications, automatic answers:
    null reverse-path, reports, Auto-Submitted) is judged by the rules for `personal` mail and recorded, but never held or
    rejected for it: a list of recipients is concealed where that can be done, and nothing else is changed.
    """ + "\n"

  private static let servicesOpening = """

    ## Known tracking services

    Facts of `rules/trackers.yml`. Each names how the path of its URLs begins, because a host alone also serves ordinary
    pictures. A service is added by one entry under its operator and one URL in `KnownServicesTests`:

    ```
    - operator: Beispiel Mailing GmbH
      country: "DE"
      services:
        - { name: Beispiel, hosts: ["track.beispiel.example"], opens: ["/open/"], clicks: ["/click/"] }
    ```

    Further lists, in EasyList's syntax or as plain hosts, are named in `presend.yml`; what they list counts as a tracker:

    ```
    trackers:
      lists: [/etc/presend/easyprivacy.txt, hosts.txt]
    ```

    Of EasyList's syntax presend reads the network filters (`||host^path`, `|`, `*`, `^`, exceptions with `@@`, and the options
    `image`, `stylesheet`, `font`, `media`, `object`, `subdocument`, `other`, `third-party`, `domain`, `match-case`); a mail's
    page is its sender's domain. Filters that hide elements, regular expressions and filters with other options are passed over;
    a line that is none of all this is told with its place.

    | service | operator | country | used for | hosts |
    |---|---|---|---|---|
    """ + "\n"

  private static let grammar = """

    ## How a pack is written

    A pack is `rules/<group>.yml`: `version: 1`, `group`, and `rules` by name. A rule has

    - `check`: what looks for hits: \(Rule.Check.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")).
    - `title`, `what`, `why`, `mend`: texts, each `{ en: …, de: … }`; `messages` by name, with `{placeholders}`;
      `{count|one link leads|# links lead}` has a form for 1 and one for other numbers, `#`.
    - `severity` per class (`error`, `warning`, `note`); a class that is missing is not judged.
    - `action` (`rewrite`, `hold`, `reject`, `warn`, `off`), `actions` where it differs per class, and `otherwise`: what is done
      where a rewrite cannot mend it.
    - `failure-mode`: `tempfail` or `pass`, where the consent store cannot answer.
    - `sources`: at least one, each with `kind`, `citation`, `says` and `read` (a date); precedents with `amount` and `date`.
    - `numbers`, `lists` and `phrases` that its check uses.

    An unknown key, a missing text or a rule without a source is an error with line and column.

    Phrases are words, matched on what a reader sees: lower case, `ä` as `ae`, soft hyphens and zero-width characters dropped,
    `e-mail` as `email`.

    | written | matches |
    |---|---|
    | `abmeld*` | every word that starts so |
    | `(this\\|these) newsletter` | one of the alternatives |
    | `you [are] receiving` | with or without the word |
    | `you receive … because` | up to \(Phrase.maximumGap) words of the same sentence between |

    Brackets do not nest. What the phrases of a pack have in common stands above its rules: `phrases` belong to all of them,
    and of `vocabulary: { mail: { en: [email, message], de: [mail, nachricht] } }` each `<mail>` in a phrase stands for its
    words in the phrase's language.

    ### A rule that is only words

    The check `words` takes all that it looks for from the pack, so such a rule is one entry and two fixtures. Its phrase sets:

    | set | meaning |
    |---|---|
    | `required` | each body that a reader may see owes one of these; sets `required-…` are owed each by itself |
    | `link`, `target`, `expression` | a link whose text or address has such words, or a template's name, provides it too; a name not where it has one of `unless` |
    | `here` | what a link may say whose sentence has words of `link` |
    | `forbidden` | a sentence with one of these is a hit |
    | `together`, `unless` | and one of these in the same sentence or in one beside it; not where one of these is in the same |
    | `where`, `attachment` | only mail that says this in subject or text; only mail with an attached file of such a name |

    Its numbers: `least` different forbidden phrases make a hit, and `most-words` is the longest that a text may be. Its
    messages are `missing` and `text` (the text version alone lacks it), or `found`, with `{text}` for the sentence.

    ```yaml
      handling-fee:
        check: words
        title: { en: A handling fee is not explained, de: Ein Zuschlag ist nicht erklärt }
        severity: { transactional: warning }
        action: warn
        failure-mode: pass
        sources:
          - kind: practice
            citation: House style 4.2
            says: { en: A fee is explained where it is named., de: "Ein Zuschlag wird erklärt, wo er genannt wird." }
            read: 2026-11-22
        what: { en: Looks for the reason of a handling fee., de: Sucht den Grund eines Zuschlags. }
        why: { en: Unexplained fees are asked about., de: Nach unerklärten Zuschlägen wird gefragt. }
        mend: { en: Say what the fee pays for., de: "Sagen Sie, wofür er ist." }
        messages:
          missing: { en: the fee is not explained; say what it pays for, de: Zuschlag nicht erklärt; sagen wofür }
          text: { en: the text version does not explain the fee, de: die Textfassung erklärt den Zuschlag nicht }
        phrases:
          where: { en: [handling fee], de: [bearbeitungszuschlag] }
          required: { en: ["fee (covers|pays for)"], de: ["zuschlag (deckt|ist fuer)"] }
    ```

    A rule that differs from another in words alone is one entry in a pack, with the same `check`, and two
    fixtures: `Fixtures/rules/<group>/<rule>/ok/…` and `…/err/…`.
    """ + "\n"
}
