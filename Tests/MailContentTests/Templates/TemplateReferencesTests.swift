import MailContent
import Testing

@Suite struct TemplateReferencesTests {
  /// References as "kind name", with "?" where the name is made at run time, "~" for guesses, "." for names that count
  /// from the file's own folder, and "if" where they stand under a condition.
  private func listing(_ source: String, _ language: TemplateLanguage) -> String {
    let body = Reading(template: Array(source.utf8), format: .html, language: language).bodies[0]
    guard let outline = body.outline else { return "none" }
    return outline.references.map { reference in
      let marks = (reference.isDynamic ? "?" : "") + (reference.isGuess ? "~" : "") + (reference.isRelative ? "." : "")
      let condition = outline.condition(at: reference.range.lowerBound) == nil ? "" : " if"
      return "\(reference.kind) \(reference.names.joined(separator: "|"))\(marks)\(condition)"
    }.joined(separator: ", ")
  }

  @Test("in a block of PHP a reference stands where its statement does")
  func placeInABlock() {
    let octets = Array("<p>Hi</p>\n<?php /* x */\n\n\nrequire __DIR__ . \"/gone.php\"; ?>\n".utf8)
    let references = Reading(template: octets, format: .html, language: .php).bodies[0].outline?.references ?? []
    #expect(references.map(\.names) == [["/gone.php"]])
    #expect(references.allSatisfy { octets[..<$0.range.lowerBound].count { $0 == 0x0A } == 4 })
  }

  struct Case: Sendable {
    let source: String
    let language: TemplateLanguage
    let expected: String
    init(_ source: String, _ language: TemplateLanguage, _ expected: String) {
      (self.source, self.language, self.expected) = (source, language, expected)
    }
  }

  private static let cases: [Case] = [
    Case("{% extends \"a.html\" %}", TemplateLanguage.django, "layout a.html"),
    Case("{% extends 'base.'|add:kind %}", .django, "layout base.?"), Case("{% extends layout %}", .jinja, "layout ?"),
    Case("{% extends ['a.html', 'b.html'] %}", .twig, "layout a.html|b.html"),
    Case("{%- include 'a.html' with context -%}", .jinja, "partial a.html"),
    Case("{% include 'a' ~ x ~ '.html' %}", .twig, "partial a?"),
    Case(
      "{% if a %}{% include 'a' %}{% else %}{% include 'b' %}{% endif %}{% include 'c' %}", .jinja,
      "partial a if, partial b if, partial c"),
    Case("{{ include('a.twig', {x: 1}) }}", .twig, "partial a.twig"),
    Case("{% embed \"a\" %}{% endembed %}", .twig, "partial a"),
    Case("{% comment %}{% include 'a' %}{% endcomment %}{# {% include 'b' %} #}", .django, ""),
    Case("{% import 'm.html' as m %}{% from \"n.html\" import x %}", .jinja, "partial m.html, partial n.html"),
    Case("{% layout 'a' %}{% render 'b', x: 1 %}", .liquid, "layout a, partial b"),
    Case("{% layout none %}", .liquid, "layout ?"),
    Case("{{> a/b x=1}}{{>c}}{{~> d ~}}", .handlebars, "partial a/b, partial c, partial d"),
    Case("{{#> frame}}x{{/frame}}", .handlebars, "layout frame"), Case("{{> (pick x) }}", .handlebars, "partial ?"),
    Case(
      "{{#if a}}{{> b}}{{/if}}{{#each c}}{{> d}}{{/each}}{{> @partial-block }}", .handlebars,
      "partial b if, partial d if"),
    Case(
      "{{ template \"foot\" . }}{{ if .X }}{{ template \"x\" }}{{ end }}", .goTemplate,
      "definition foot, definition x if"),
    Case("{{ define \"a\" }}{{ template \"b\" }}{{ end }}", .goTemplate, "definition b"),
    Case("<%= render \"a/b\" %>", .erb, "partial a/b"),
    Case("<%= render partial: 'a', locals: {b: 'c'} %>", .erb, "partial a"),
    Case("<%= render(layout: \"a\") do %>x<% end %>", .erb, "layout a"),
    Case("<%= render @items %>", .erb, "partial ?"),
    Case("<%= render file: Rails.root.join(\"app/a\") %>", .erb, "partial app/a"),
    Case("<%= render 'a' if b %><% if c %><%= render 'd' %><% end %>", .erb, "partial a if, partial d if"),
    Case(
      "<% x.each do |y| %><%= render 'a' %><% end %><% content_for :z do %><%= render 'b' %><% end %>", .erb,
      "partial a if, partial b"),
    Case("<%= form.partial %><%= render_money 'x' %>", .erb, ""),
    Case(
      "<%= render(\"_a.html\", assigns) %><%= render MailView, \"b.html\", x: 1 %>", .eex,
      "partial _a.html, partial b.html"),
    Case(
      "<%- include('../a', {b: 'c'}) %><% if (x) { %><%- include('d') %><% } else { %><%- include(e) %><% } %>", .ejs,
      "partial ../a, partial d if, partial ? if"),
    Case(
      "@extends('a.b')@include('c', ['d' => 1])@component('mail::message')@endcomponent", .blade,
      "layout a.b, partial c, layout mail::message"),
    Case(
      "@includeWhen($x, 'a')@if($y)@include('b') @endif @each('c', $d, 'e')", .blade,
      "partial a, partial b if, partial c"
    ),
    Case(
      "<x-mail::message a=\"b\">x</x-mail::message><x-slot:footer>y</x-slot:footer>", .blade, "layout x-mail::message"),
    Case("<?php include 'a.php'; require_once(__DIR__ . '/b.php'); ?>", .php, "partial a.php, partial /b.php~."),
    Case(
      "<?php load_part('a'); shop_include( \"b.php\", $c ); echo T_('part'); ?>", .php, "partial a~, partial b.php~"),
    Case(
      "<?php if ($a): ?><?php include 'b'; ?><?php endif; ?><?php include 'c'; if ($d) { include 'e'; } ?>", .php,
      "partial b if, partial c, partial e"),
    Case("<?php // include 'a';\n/* include 'b'; */ include $c; ?>", .php, "partial ?"),
    Case("<?php $this->layout('frame', ['a' => 'b']); $view->include_it; ?>", .php, "layout frame~"),
    Case(
      "[% INCLUDE a/b.tt x = 1 %][% PROCESS \"c.tt\" %][% WRAPPER d.tt %]x[% END %][% INCLUDE $e %]", .templateToolkit,
      "partial a/b.tt, partial c.tt, layout d.tt, partial ?"),
    Case("[% IF a %][% INCLUDE b %][% END %]", .templateToolkit, "partial b if"),
    Case(
      "{extends file=\"a.tpl\"}{include file='b.tpl' x={$y}}{if $c}{include 'd.tpl'}{/if}{* {include 'e'} *}", .smarty,
      "layout a.tpl, partial b.tpl, partial d.tpl if"),
    Case(
      "<f:layout name=\"A\" /><f:render partial=\"B\" arguments=\"{_all}\" /><f:render section=\"c\" />{f:render(partial: 'D')}",
      .fluid, "layout A, partial B, partial D"),
    Case(
      "@{ Layout = \"_A\"; }@await Html.PartialAsync(\"_B\")<partial name=\"_C\" />", .razor,
      "layout _A, partial _B, partial _C"),
    Case(
      "<div th:replace=\"~{a/b :: c}\"></div><p th:insert=\"${d}\"></p><html layout:decorate=\"~{e}\">", .thymeleaf,
      "partial a/b, partial ?, layout e"),
    Case(
      "<#include \"a.ftl\"><#if (x > 1)><#import \"b.ftl\" as b></#if><@b.c />", .freemarker,
      "partial a.ftl, partial b.ftl if"),
    Case("#parse(\"a.vm\")#if($b)#parse('c.vm')#end", .velocity, "partial a.vm, partial c.vm if"),
    Case("<mj-include path=\"./a.mjml\" /><!-- <mj-include path='b'/> -->", .mjml, "partial ./a.mjml."),
    Case(
      "<!-- IMPORT a/b.tpl --><!--#include virtual=\"c.html\" --><!-- IMPORTANT -->", .benchpress,
      "partial a/b.tpl, partial c.html"),
    Case("---\nlayout: \"news\"\ntitle: x\n---\n{{> a}}", .handlebars, "layout news, partial a"),
    Case(
      "<extends src=\"a.html\"><include src='b.html'></include><x-main>", .html,
      "layout a.html, partial b.html, layout x-main"),
    Case("= render 'a'\n- if b\n  = render partial: 'c'\n", .haml, "partial a, partial c"),
    Case("{{ unclosed <%= render 'a'", .erb, ""), Case("{% extends %}{% include %}{{> }}<%= render %>", .jinja, ""),
  ]

  @Test(arguments: cases) func finds(_ test: Case) {
    #expect(listing(test.source, test.language) == test.expected, "\(test.source)")
  }

  @Test(arguments: [
    ("<%= yield %>", TemplateLanguage.erb, true), ("<%= yield :head %>", .erb, true), ("{{ $slot }}", .blade, true),
    ("@yield('x')", .blade, true), ("@RenderBody()", .razor, true), ("<%= @inner_content %>", .eex, true),
    ("[% content %]", .templateToolkit, true), ("{{> @partial-block }}", .handlebars, true),
    ("<%= field.yields %>", .erb, false), ("{{ body }}", .jinja, false), ("<p>yield</p>", .html, false),
  ]) func placesForContent(_ source: String, _ language: TemplateLanguage, _ isPlace: Bool) {
    let body = Reading(template: Array(source.utf8), format: .html, language: language).bodies[0]
    #expect(body.outline?.holdsPlaceForContent == isPlace)
  }

  /// What stands under a condition, with the statement.
  private static let conditional: [(String, TemplateLanguage, [String])] = [
    ("a{% if x %}b{% endif %}c", TemplateLanguage.jinja, ["b: {% if x %}"]),
    (
      "{% for a in b %}c{% if d %}e{% endif %}{% endfor %}", .jinja,
      ["c{% if d %}e{% endif %}: {% for a in b %}", "e: {% if d %}"]
    ),
    ("{% block a %}b{% endblock %}{% with c=1 %}d{% endwith %}", .django, []),
    (
      "{{#if a}}b{{else}}c{{/if}}{{#d}}e{{/d}}{{^f}}g{{/f}}", .handlebars,
      ["b{{else}}c: {{#if a}}", "e: {{#d}}", "g: {{^f}}"]
    ),
    ("{{ with .A }}b{{ end }}{{ define \"c\" }}d{{ end }}", .goTemplate, ["b: {{ with .A }}"]),
    (
      "<% unless a %>b<% end %><%= link_to 'c' if d %>", .erb,
      ["b: <% unless a %>", "<%= link_to 'c' if d %>: <%= link_to 'c' if d %>"]
    ),
    ("<%= if @a do %>b<% else %>c<% end %>", .eex, ["b<% else %>c: <%= if @a do %>"]),
    (
      "@if($a)b\n@endif @section('c')d @endsection @foreach($e as $f)g\n@endforeach", .blade,
      ["b\n: @if($a)", "g\n: @foreach($e as $f)"]
    ),
    ("<?php foreach ($a as $b) { ?>c<?php } ?>", .php, ["c: <?php foreach ($a as $b) { ?>"]),
    ("*|IF:A|*b*|END:IF|*", .mergeTags, ["b: *|IF:A|*"]), ("{if $a}b{/if}", .smarty, ["b: {if $a}"]),
    ("<#if a>b</#if><#list c as d>e</#list>", .freemarker, ["b: <#if a>", "e: <#list c as d>"]),
    ("{% endif %}{% if a %}b", .jinja, []),
    ("{% if a %}{% for b in c %}d{% endif %}e", .jinja, ["{% for b in c %}d: {% if a %}"]),
  ]

  @Test(arguments: conditional) func conditions(_ source: String, _ language: TemplateLanguage, _ expected: [String]) {
    let body = Reading(template: Array(source.utf8), format: .html, language: language).bodies[0]
    let found = (body.outline?.conditions ?? []).map { condition in
      "\(String(decoding: body.octets[condition.range], as: UTF8.self)): "
        + String(decoding: body.octets[condition.statement], as: UTF8.self)
    }
    #expect(found == expected)
  }
}
