import Foundation
import MailSyntax
import TestSupport
import Testing

@testable import MailContent

/// Template files: every family of delimiters, and what is read around and in them.
@Suite struct TemplateReadingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let source: String
    let expression: String
    let words: [String]
    let isOutput: Bool
    init(_ source: String, _ expression: String, _ words: [String], _ isOutput: Bool = true) {
      self.source = source
      self.expression = expression
      self.words = words
      self.isOutput = isOutput
    }
    var testDescription: String { source }
  }

  @Test(arguments: [
    "<%= image_tag \"https://t.example/o/#{@u.id}.gif\", width: 1, height: 1 %>",
    "<%= image_tag(\"https://t.example/o/#{@u.id}.gif\", size: \"1x1\", alt: \"\") %>",
    "<%= tag.img src: \"https://t.example/o/#{@u.id}.gif\", width: \"1\", \"height\": 1 %>",
    "<%= image_tag \"https://t.example/o/#{@u.id}.gif\", :width => 1, :height => 1 %>",
  ])
  func picturesOfCalls(_ source: String) {
    let body = Reading(template: Array("<p>x</p>\(source)".utf8), format: .html, language: .erb).bodies[0]
    #expect(body.fetches.map(\.url) == ["https://t.example/o/#{@u.id}.gif"])
    #expect(body.fetches.allSatisfy { $0.width == 1 && $0.height == 1 })
    #expect(body.fetches.map { String(decoding: body.octets[$0.removal], as: UTF8.self) } == [source])
  }

  @Test(arguments: ["<%= image_tag @logo, width: 1 %>", "<%= my.img_tag \"x\" %>", "<% image_tag %>", "<%= tag.img %>"])
  func noPicturesOfCalls(_ source: String) {
    #expect(Reading(template: Array(source.utf8), format: .html, language: .erb).bodies[0].fetches.isEmpty)
  }

  @Test(arguments: [
    Case("a {{ x.y }} b", "{{ x.y }}", ["x.y"]),
    Case("{{{ pm:unsubscribe }}}", "{{{ pm:unsubscribe }}}", ["pm:unsubscribe"]),
    Case("{{#if a}}", "{{#if a}}", ["if", "a"], false), Case("{{/if}}", "{{/if}}", ["if"], false),
    Case("{{> footer}}", "{{> footer}}", ["footer"], false),
    Case("{{! don't }}x", "{{! don't }}", ["don", "t"], false),
    Case("{{!-- }} --}}x", "{{!-- }} --}}", [], false),
    Case("{{ t('a }} b') }}", "{{ t('a }} b') }}", ["t", "a }} b"]),
    Case("{{- range .Items -}}", "{{- range .Items -}}", ["range", "Items"], false),
    Case("{{ else if eq .A \"b\" }}", "{{ else if eq .A \"b\" }}", ["else", "if", "eq", "A", "b"], false),
    Case("{% if x %}", "{% if x %}", ["if", "x"], false),
    Case("{% unsubscribe 'Hier' %}", "{% unsubscribe 'Hier' %}", ["unsubscribe", "Hier"]),
    Case("{# a \n b #}", "{# a \n b #}", ["a", "b"], false),
    Case("{% comment %}<a href=x>{% endcomment %}", "{% comment %}<a href=x>{% endcomment %}", [], false),
    Case("<%= link_to \"Abmelden\", url %>", "<%= link_to \"Abmelden\", url %>", ["link_to", "Abmelden", "url"]),
    Case("<% if @a->b %>", "<% if @a->b %>", ["if", "a", "b"], false), Case("<%# c %>", "<%# c %>", ["c"], false),
    Case("<%asm_group_unsubscribe_raw_url%>", "<%asm_group_unsubscribe_raw_url%>", ["asm_group_unsubscribe_raw_url"]),
    Case("<?php echo $a->b; ?>", "<?php echo $a->b; ?>", ["php", "echo", "a", "b"]),
    Case("<?= $x ?>", "<?= $x ?>", ["x"]),
    Case("<?php if ($a > 1): ?>", "<?php if ($a > 1): ?>", ["php", "if", "a"], false),
    Case("a<?php $x = '<b>'", "<?php $x = '<b>'", ["php", "x", "<b>"], false),
    Case("@if($a > 1 && f(')'))", "@if($a > 1 && f(')'))", ["if", "a", "f", ")"], false),
    Case("@extends('x')", "@extends('x')", ["extends", "x"], false),
    Case("{!! $html !!}", "{!! $html !!}", ["html"]), Case("{{-- @if --}}", "{{-- @if --}}", ["if"], false),
    Case("[% x.y | html %]", "[% x.y | html %]", ["x.y", "html"]),
    Case("[% IF x %]", "[% IF x %]", ["IF", "x"], false),
    Case("*|UNSUB|*", "*|UNSUB|*", ["UNSUB"]), Case("*|IF:FNAME|*", "*|IF:FNAME|*", ["IF:FNAME"], false),
    Case("{unsubscribe_text}", "{unsubscribe_text}", ["unsubscribe_text"]),
    Case("{if $a}", "{if $a}", ["if", "a"], false), Case("{$unsubscribe}", "{$unsubscribe}", ["unsubscribe"]),
    Case("{/foreach}", "{/foreach}", ["foreach"], false),
    Case(
      "[link:subscription_unsubscribe_url]", "[link:subscription_unsubscribe_url]",
      ["link:subscription_unsubscribe_url"]),
    Case("[UNSUBSCRIBEURL]", "[UNSUBSCRIBEURL]", ["UNSUBSCRIBEURL"]),
    Case("[[UNSUB_LINK_EN]]", "[[UNSUB_LINK_EN]]", ["UNSUB_LINK_EN"]),
    Case("[unsubscribe]", "[unsubscribe]", ["unsubscribe"]),
    Case("%%unsub_center_url%%", "%%unsub_center_url%%", ["unsub_center_url"]),
    Case("%UNSUBSCRIBELINK%", "%UNSUBSCRIBELINK%", ["UNSUBSCRIBELINK"]),
    Case("##Unsubscribe##", "##Unsubscribe##", ["Unsubscribe"]),
    Case("${form.unsubscribe}", "${form.unsubscribe}", ["form.unsubscribe"]),
    Case("#set($x = 1)", "#set($x = 1)", ["set", "x"], false),
  ]) func finds(_ test: Case) throws {
    let body = Reading(template: Array(test.source.utf8), format: .html).bodies[0]
    let expression = try #require(body.expressions.first)
    #expect(body.expressions.count == 1)
    #expect(String(decoding: body.octets[expression.range], as: UTF8.self) == test.expression)
    #expect(expression.words == test.words)
    #expect(expression.isOutput == test.isOutput)
  }

  /// Blocks of PHP in pieces, those that print in brackets.
  @Test(arguments: [
    ("<?php if ($a) { echo $b; } ?>", "<?php if ($a) { [echo $b]; } ?>"),
    ("<?php echo $a; _e('Text', 'x') ?>", "<?php [echo $a]; [_e('Text', 'x')] ?>"),
    ("<?php $leave = u(); // echo $leave;\n", "<?php $leave = u(); // echo $leave;\n"),
    (
      "<?php $x->print($a); $echo = 'echo $b'; function echo() {}",
      "<?php $x->print($a); $echo = 'echo $b'; function echo() {}"
    ),
    ("<?php print f(function () { return 1; }) ;?>", "[<?php print f(function () { return 1; }) ;?>]"),
    ("<?= $a ?>", "[<?= $a ?>]"), ("<?php $a = 1; echo 'b", "<?php $a = 1; [echo 'b]"),
  ]) func printStatements(_ source: String, _ pieces: String) {
    let body = Reading(template: Array(source.utf8), format: .html).bodies[0]
    let shown = body.expressions.map { expression in
      let text = String(decoding: body.octets[expression.range], as: UTF8.self)
      return expression.isOutput ? "[\(text)]" : text
    }
    #expect(shown.joined() == pieces)
  }

  @Test(arguments: [
    "info@example.com @media (x) {}", "50% off, 20% more", "%C3%A4%20b", "a [1] b [see below]", "{ x }", "#fff #a",
    "$5",
    "<!--[if mso]>x<![endif]-->", "<style>a{color:red}b{d}</style>", "{{ unclosed", "<?xml version='1.0'?>",
    "{\"a\": 1}",
  ]) func findsNone(_ source: String) {
    #expect(Reading(template: Array(source.utf8), format: .html).bodies[0].expressions.isEmpty)
  }

  /// Links as "target|text".
  @Test(arguments: [
    ("<?php $f = '<a href=\"' . $u . '\">' . __('Sign off', 'x') . '</a>';", "' . $u . '|Sign off x"),
    (
      "<?php $f = '<p><a href=\"[link:u]\">Abmelden</a></p>'; $g = \"<a href=\\\"b\\\">x</a>\";",
      "[link:u]|Abmelden b|x"
    ),
    ("<?php /* don't */ echo $a . '<b>'; ?><a href=c>y</a>", "c|y"),
    (
      "<?php $p(sprintf(__('No more? %s.'), tag('a', ['href' => $m->leave_url('a', 1), 'x' => 1], __('Sign off'))));",
      "$m->leave_url('a', 1)|Sign off"
    ),
    ("<?php echo Html::tag('a', 'Abmelden', array('href' => 'https://x.test/a')); ?>", "https://x.test/a|Abmelden"),
    ("<?php $a = ['href' => $url, 'Text']; f('a', ['href' => $u]); ((('href' => b", ""),
    ("<unsubscribe class=a>x</unsubscribe>", "<unsubscribe class=a>|x"),
    ("<menu><item href=a>x</item></menu><button href=b>y</button>", "a|x b|y"),
    (
      "Sie können [sich abmelden](https://x.test/u?a). Oder [hier]({{ u }} \"t\")",
      "https://x.test/u?a|sich abmelden {{ u }}|hier"
    ),
    ("<script>a[b](c)</script> <a href='b'>[x](/y)</a> [a] (b) [c](d)", "b|[x](/y)"),
    ("<a href=\"{{ unsubscribe_url }}\">Abmelden</a>", "{{ unsubscribe_url }}|Abmelden"),
    ("<a href={{u}}>x</a>", "{{u}}|x"), ("<a class=\"b\" {% if x %}href='a'{% endif %}>x</a>", "a|x"),
    ("<a{% if x %} href='a'{% endif %}>x</a>", "a|x"), ("<a {{attrs}}href=a>x</a>", "a|x"),
    ("<a href=\"https://x.test/{{ id }}?a=<?= $b->c ?>&amp;d\">x</a>", "https://x.test/{{ id }}?a=<?= $b->c ?>&d|x"),
    ("<a href=\"{{ a ? \"b\" : \"c>\" }}\">x</a>", "{{ a ? \"b\" : \"c>\" }}|x"),
    ("<a href=a>{{ t 'unsubscribe' }}</a>", "a|{{ t 'unsubscribe' }}"),
    ("<a href=a>{{ _('Sign off') }}</a>", "a|Sign off"),
    ("{% if a %}<a href=a>{% else %}<a href=b>{% endif %}x</a>", "a|x b|x"),
    ("<a {% if a %}href='a'{% else %}href='b'{% endif %}>x</a>", "a|x b|x"),
    ("<a href='*|UNSUB|*'>x</a>", "*|UNSUB|*|x"),
    ("<mj-button href=\"{{u}}\">x</mj-button>", "{{u}}|x"), ("<a th:href=\"@{${u}}\">x</a>", "@{${u}}|x"),
    ("<a href={url(@c, \"}\", %{a: 1})} class=b>x</a>", "{url(@c, \"}\", %{a: 1})}|x"),
    ("<a href=\" {{ u }} \">x</a>", "{{ u }}|x"), ("<base href='https://x.test/'><a href='{{u}}'>x</a>", "{{u}}|x"),
  ]) func links(_ source: String, _ links: String) {
    let body = Reading(template: Array(source.utf8), format: .html).bodies[0]
    #expect(body.links.map { "\($0.target)|\($0.text)" }.joined(separator: " ") == links)
  }

  @Test(arguments: [
    ("<font color=white>b</font>", "b"), ("<td bgcolor=white><font color=white>x</font>", ""),
    ("a {{ x }} b", "a \u{fffc} b"), ("a {% if x %}b{% endif %}", "a b"), ("<p>{{ _('Hello you') }}</p>", "Hello you"),
    ("<li{% if x %} class=a{% endif %}>b", "b"), ("<?php if ($a > 1): ?>b<?php endif; ?>", "b"),
    ("@if($a < 1)\nb\n@endif", "b"),
    ("<td {{#if a}}width=\"1\"{{/if}}>b</td>", "b"), ("<%= yield %>", "\u{fffc}"), ("{{ \"<b>\" }}", "\u{fffc}"),
  ]) func text(_ source: String, _ text: String) {
    let body = Reading(template: Array(source.utf8), format: .html).bodies[0]
    #expect(String(decoding: body.text.utf8, as: UTF8.self) == text)
  }

  @Test func readsPlainTemplates() {
    let body = Reading(template: Array("Hi {{ name }},\nhttps://x.test/u?{{ id }}&a\n> {{ q }}\n".utf8), format: .plain)
      .bodies[0]
    #expect(
      String(decoding: body.text.utf8, as: UTF8.self) == "Hi \u{fffc},\nhttps://x.test/u?\u{fffc}&a\n> \u{fffc}\n")
    #expect(body.links.map(\.target) == ["https://x.test/u?{{ id }}&a"])
    #expect(body.text.quoted.map { String(decoding: body.text.utf8[$0], as: UTF8.self) } == ["> \u{fffc}\n"])
  }

  /// Whatever stands in an expression, all else is read as if it were not there.
  @Test(arguments: [
    "x", "'<img src=evil>'", "a > b", "\"", "' \" <!-- ", "</a></p><script>", "<style>", "&amp;", "-->", "<![endif]",
    "a\nb", "=", "/>", "<a href=x>", "\u{1}", "}{", "{", "ü",
  ]) func hostileContentChangesNothing(_ content: String) {
    for (open, close) in [
      ("{{", "}}"), ("{%", "%}"), ("<%", "%>"), ("<?=", "?>"), ("[%", "%]"), ("*|", "|*"), ("{#", "#}"),
    ] {
      let expression = "\(open) \(content) \(close)"
      let source =
        "<p>a\(expression)<a href=\"\(expression)\" class='\(expression)'>b</a><img src=c \(expression) alt=d>e"
      let body = Reading(template: Array(source.utf8), format: .html).bodies[0]
      #expect(body.links.map(\.text) == ["b"])
      #expect(body.links.map(\.target) == [expression])
      // Markup in a literal of code is told too, in its own place.
      let around = body.fetches.filter { fetch in
        !body.expressions.contains { fetch.range.clamped(to: $0.range) == fetch.range }
      }
      #expect(around.map(\.url) == ["c"])
      #expect(around.map(\.alt) == ["d"])
      #expect(body.expressions.count == 4)
      #expect(body.text.utf8.last == UInt8(ascii: "e"))
    }
  }

  /// The merge tags of mailing services, each found as a whole.
  @Test(.enabled(if: SharedData.has("data/tracking/merge_tags.tsv"), "the list of merge tags is not at hand"))
  func findsTheMergeTagsOfServices() throws {
    let url = SharedData.root.appendingPathComponent("data/tracking/merge_tags.tsv")
    let rows = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").dropFirst()
    var tags = 0
    for row in rows {
      let columns = row.split(separator: "\t", omittingEmptySubsequences: false)
      // Some cells add a remark in parentheses, or tell a header or an attribute.
      for tag in String(columns[2]).components(separatedBy: " / ").map({ $0.components(separatedBy: " (")[0] })
      where !Self.notFound.contains(tag) {
        let body = Reading(template: Array("<p>a \(tag) b".utf8), format: .html).bodies[0]
        let found = body.expressions.map { String(decoding: body.octets[$0.range], as: UTF8.self) }
        let isLink = body.links.contains { $0.target.hasPrefix("<unsubscribe") }
        #expect(found.joined(separator: " ") == tag || isLink, "\(tag): \(found)")
        tags += 1
      }
    }
    #expect(tags > 80)
  }

  /// Cells that hold several tags, an address, or an attribute instead of one tag.
  private static let notFound: Set<String> = [
    "<preferences>, <webversion>", "{$DELETE_URL} -> https://host/delete.php?sid=..,u=..", "https://...@TrackLink",
    "<a ses:no-track href=...>", "[open], {{pixel}}, {{tracking_pixel}}, {{open_tracking}}",
    "{{LIST_ID}}, [CONTACT-ID], $EMAIL_ADDRESS_$, {LIST_ID}, %%emailaddr%%",
  ]
}
