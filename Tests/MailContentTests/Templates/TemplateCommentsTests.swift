import Testing

@testable import MailContent

@Suite struct TemplateCommentsTests {
  private func comments(_ text: String, _ format: Body.Format = .html) -> [String] {
    let body = Reading(template: Array(text.utf8), format: format).bodies[0]
    return body.comments.map { String(decoding: body.octets[$0.content], as: UTF8.self) }
  }

  @Test(
    "each language's own syntax",
    arguments: [
      "<!-- note -->", "{# note #}", "{{! note }}", "{{!-- note --}}", "{{~!-- note --~}}", "{{-- note --}}",
      "{{/* note */}}", "{{- /* note */ -}}", "{% comment %}note{% endcomment %}",
      "{%- comment -%} note {%- endcomment -%}",
      "{% # note %}", "<%# note %>", "<%-- note --%>", "<%!-- note --%>", "<% # note %>", "<% // note\n %>",
      "[%# note %]",
      "[% # note %]", "<?php // note ?>", "<?php # note\n echo 1; ?>", "<?php /* note */ ?>", "<?php\n/* note\n */",
      "<style>/* note */ p { color: red }</style>", "<!--/* note */-->",
    ])
  func syntax(_ text: String) {
    #expect(comments("<p>x</p>\n\(text)\n<p>y</p>") == ["note"])
  }

  @Test(
    "syntaxes that count in files of their language alone",
    arguments: [
      ("<f:comment>note</f:comment>", TemplateLanguage.fluid), ("<f:comment> note <a href=x> </f:comment>", .fluid),
      ("## note", .velocity), ("#* note *#", .velocity), ("-# note", .haml), ("  -# note\n    more\n", .haml),
      ("@php /* note */ @endphp", .blade), ("@php\n$a = '<b>'; // note\n@endphp", .blade),
    ])
  func ofALanguage(_ text: String, _ language: TemplateLanguage) {
    let octets = Array("<p>x</p>\n\(text)\n<p>y</p>".utf8)
    let body = Reading(template: octets, format: .html, language: language).bodies[0]
    #expect(body.comments.count == 1)
    #expect(body.comments.allSatisfy { String(decoding: octets[$0.content], as: UTF8.self).hasPrefix("note") })
    #expect(body.links.isEmpty)
    let shown = String(decoding: body.text.utf8, as: UTF8.self)
    #expect(!shown.contains("note") && !shown.contains("more") && !shown.contains("$a") && shown.contains("y"))
  }

  @Test(
    "what only looks like a comment",
    arguments: [
      "<p title=\"<!-- note -->\">x</p>", "<textarea><!-- note --></textarea>", "<title><!-- note --></title>",
      "<p>/* note */ // note</p>", "<a href=\"##unsubscribe##\">x</a>",
      "<p>## note</p>", "<p>-# note #* note *#</p>", "<?php echo '/* note */ # note'; ?>", "<% x = \"# note\" %>",
      "<style>p { content: '/* note */' }</style>", "<p>{{ '{# note #}' }}</p>",
      "<script>var a = '<!-- note -->'</script>",
    ])
  func noComment(_ text: String) {
    #expect(comments(text) == [])
  }

  @Test("in plain text only the language's own comments count")
  func plainText() {
    #expect(comments("<!-- note -->\n{# other #}\n", .plain) == ["other"])
  }

  @Test("comments come in file order with their places")
  func places() {
    let text = "<!-- a -->{# b #}<!-- c -->"
    let body = Reading(template: Array(text.utf8), format: .html).bodies[0]
    #expect(body.comments.map(\.range) == [0..<10, 10..<17, 17..<27])
  }

  @Test(
    "unclosed comments end with the file",
    arguments: ["<!-- note", "<?php /* note", "<style>/* note", "{% comment %}", "<?php // note", "{#", "<% '"])
  func unclosed(_ text: String) { _ = comments(text) }
}
