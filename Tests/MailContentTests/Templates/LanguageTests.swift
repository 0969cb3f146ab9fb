import MailContent
import Testing

@Suite struct LanguageTests {
  private static let sniffsCases: [(String, TemplateLanguage)] = [
    ("<p>x</p>", .html), ("{{name}}", .mustache), ("{{#if a}}b{{else}}c{{/if}}", .handlebars),
    ("{{#items}}{{name}}{{/items}}", .mustache), ("{{> footer}}", .handlebars), ("{{t \"a\" b}}", .handlebars),
    ("{{ .Name }}", .goTemplate), ("{{ range .A }}{{ end }}", .goTemplate), ("{{ template \"x\" . }}", .goTemplate),
    ("{% load i18n %}{{ a|date:\"D\" }}", .django), ("{% blocktrans %}x{% endblocktrans %}", .django),
    ("{% set a = 1 %}{{ _('x') }}", .jinja), ("{% if a %}b{% elif c %}{% endif %}{{ d(e) }}", .jinja),
    ("{{ 'a'|trans }}", .twig), ("{% if a %}{% elseif b %}{% endif %}", .twig),
    ("{% extends '@A/b.html.twig' %}", .twig),
    ("{% assign a = 1 %}", .liquid), ("{{ a | date: \"%Y\" }}", .liquid), ("{% unless a %}b{% endunless %}", .liquid),
    ("<%= link_to 'a', b_url %>", .erb), ("<%= for a <- @b do %><%= a |> c() %><% end %>", .eex),
    ("<% if (a) { %>b<% } %>", .ejs), ("<?php echo 1; ?>", .php), ("@if($a)\n{{ $b }}\n@endif", .blade),
    ("[% IF a %]b[% END %]", .templateToolkit), ("{if $a}{$b|escape}{/if}", .smarty),
    ("<f:if condition=\"{a}\">{b -> f:format.raw()}</f:if>", .fluid), ("@model A\n<p>@Model.B</p>", .razor),
    ("<p th:text=\"${a}\">x</p>", .thymeleaf), ("<#if a??>${b}</#if>", .freemarker), ("#set($a = 1)\n$a", .velocity),
    ("<mjml><mj-body>{{a}}</mj-body></mjml>", .mjml), ("*|FNAME|*", .mergeTags), ("Hello [UNSUBSCRIBE]", .mergeTags),
    ("<html><body>{block name=body}{/block}{* c *}</body></html>", .smarty), ("<p>{literal}{x}{/literal}</p>", .smarty),
    ("<!-- IMPORT a.tpl --><!-- IF b -->{c}<!-- ENDIF b -->", .benchpress),
  ]

  @Test(arguments: sniffsCases) func sniffs(_ source: String, _ language: TemplateLanguage) {
    #expect(TemplateLanguage.detected(in: Array(source.utf8), format: .html) == language)
  }

  @Test func textWithoutExpressionsIsText() {
    #expect(TemplateLanguage.detected(in: Array("Hallo\n".utf8), format: .plain) == .text)
  }

  /// Expressions that are only found where the language is known, with what is left of the text.
  private static let expressionsCases: [(String, TemplateLanguage, [String], String)] = [
    ("a @Model.Name b", .razor, ["@Model.Name"], "a \u{fffc} b"),
    ("@if (x > 1) {<b>y</b>}", .razor, ["@if (x > 1)"], "{y}"),
    ("@{ var a = \"<b>\"; }c", .razor, ["@{ var a = \"<b>\"; }"], "c"),
    ("a@b.test @@c @(1 > 2)", .razor, ["@(1 > 2)"], "a@b.test @@c \u{fffc}"),
    ("@* <b> *@x", .razor, ["@* <b> *@"], "x"),
    ("<#if (a > 1)>b</#if>", .freemarker, ["<#if (a > 1)>", "</#if>"], "b"),
    ("<#-- <b> -->x", .freemarker, ["<#-- <b> -->"], "x"),
    ("<@a.b c=\">\">d</@a.b>", .freemarker, ["<@a.b c=\">\">", "</@a.b>"], "d"),
    ("<p>[[${a > b}]]</p>", .thymeleaf, ["[[${a > b}]]"], "\u{fffc}"),
    ("<p th:text=\"#{a.b}\">c</p>", .thymeleaf, ["#{a.b}"], "c"),
    ("{f:if(condition: '{a} > 1', then: 'b')}c", .fluid, ["{f:if(condition: '{a} > 1', then: 'b')}"], "\u{fffc}c"),
    ("{* <b> *}a{if $b > 1}c{/if}", .smarty, ["{* <b> *}", "{if $b > 1}", "{/if}"], "ac"),
    ("a { b } c", .smarty, [], "a { b } c"),
    (
      "<.link href={@unsubscribe_url}>x</.link>", .heex, ["<.link href={@unsubscribe_url}>", "</.link>"],
      "\u{fffc}x\u{fffc}"
    ),
    ("a\n= link_to 'b', c\n- if d\n", .haml, ["= link_to 'b', c", "- if d"], "a \u{fffc}"),
  ]

  @Test(arguments: expressionsCases) func expressions(
    _ source: String, _ language: TemplateLanguage, _ expressions: [String], _ text: String
  ) {
    let body = Reading(template: Array(source.utf8), format: .html, language: language).bodies[0]
    #expect(body.expressions.map { String(decoding: body.octets[$0.range], as: UTF8.self) } == expressions)
    #expect(String(decoding: body.text.utf8, as: UTF8.self) == text)
  }

  private static let namesCases: [(String, TemplateLanguage?, Body.Format)] = [
    ("a.html", nil, .html), ("a.html.erb", .erb, .html), ("a.text.erb", .erb, .plain),
    ("a.mjml.twig", .mjml, .html), ("a.blade.php", .blade, .html), ("a.php", .php, .html), ("a.txt", nil, .plain),
    ("a.jinja.txt", .jinja, .plain), ("a-text.j2", .jinja, .plain), ("a.md", nil, .plain),
    ("A.HBS", .handlebars, .html),
    ("a.cshtml", .razor, .html), ("a.ftl", .freemarker, .html),
  ]

  @Test(arguments: namesCases) func names(_ name: String, _ language: TemplateLanguage?, _ format: Body.Format) {
    #expect(TemplateFileName(name)?.language == language)
    #expect(TemplateFileName(name)?.format == format)
  }

  @Test(arguments: ["a.png", "a", ".html", "a.eml", "a.tsx"]) func notTemplates(_ name: String) {
    #expect(TemplateFileName(name) == nil || name == ".html")
  }
}
