import Configuration
import Foundation
import Linting
import MailContent
import TestSupport
import Testing

@testable import Commands

/// Each folder of Fixtures/templates is a small project in the manner of one framework; `graph.out` in it says what
/// every template is rendered together with. PRESEND_UPDATE_GOLDEN=1 writes them anew.
@Suite struct TemplateGraphTests {
  private static let projects: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: Fixtures.path("templates"))) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted()
  }()

  @Test func thereAreProjects() { #expect(Self.projects.count > 20) }

  @Test("what each template is rendered together with", arguments: projects)
  func graph(_ project: String) throws {
    let source = Fixtures.path("templates/\(project)")
    try ScratchFolder.with { scratch in
      // A copy lies in no repository, so that the project is its own root.
      let root = scratch.path + "/project"
      try FileManager.default.copyItem(atPath: source, toPath: root)
      let text = try Self.listing(of: root)
      let golden = "\(source)/graph.out"
      if ProcessInfo.processInfo.environment["PRESEND_UPDATE_GOLDEN"] != nil {
        try text.write(toFile: golden, atomically: true, encoding: .utf8)
      }
      let expected = try String(contentsOfFile: golden, encoding: .utf8)
      #expect(text == expected)
    }
  }

  static func listing(of root: String, settings: TemplateSettings = TemplateSettings()) throws -> String {
    let real = try #require(FilePath.real(root))
    let graph = TemplateGraph(settings, place: WorkingPlace(folder: real))
    let paths = FileFinder.files(below: [real]).found.map(\.path).filter { !$0.hasSuffix(".out") }
    graph.note(paths)
    var text = ""
    for path in paths {
      guard let file = graph.library.file(at: path) else { continue }
      let found = graph.surroundings(of: file)
      text += "\(graph.place.shown(path)) [\(file.language.rawValue)\(file.format == .plain ? ", plain" : "")]"
      text += found.isOnlyDrawnIn ? " is drawn in\n" : "\n"
      for companion in found.companions {
        text += "  \(companion.relation) \(companion.path)\(companion.isConditional ? " (conditional)" : "")\n"
      }
      for missing in found.unresolved { text += "  \(missing.isDynamic ? "dynamic" : "missing") \(missing.name)\n" }
    }
    return text
  }

  @Test(
    "Go: a page that fills the layout that it names is what a mail begins with",
    arguments: [
      "{{ define \"base\" }}<html><body>{{ template \"content\" . }}</body></html>{{ end }}",
      "<html><body>{{ template \"content\" . }}</body></html>",
    ])
  func goPages(_ layout: String) throws {
    try ScratchFolder.with { scratch in
      let name = layout.contains("define") ? "base" : "base.gohtml"
      try scratch.write("project/base.gohtml", layout)
      try scratch.write(
        "project/newsletter.gohtml", "{{ template \"\(name)\" . }}\n{{ define \"content\" }}<p>20 % off</p>{{ end }}")
      let text = try Self.listing(of: scratch.path + "/project")
      #expect(text.contains("base.gohtml [go-template] is drawn in"))
      #expect(text.contains("newsletter.gohtml [go-template]\n  partial base.gohtml"))
    }
  }

  @Test("links and names that lead out of the project are not followed")
  func staysInside() throws {
    try ScratchFolder.with { scratch in
      try scratch.write("secret/footer.html", "<p>secret</p>")
      try scratch.write(
        "project/templates/a.html", "{% include \"tail.html\" %}{% include \"../../secret/footer.html\" %}")
      try FileManager.default.createSymbolicLink(
        atPath: scratch.path + "/project/templates/tail.html", withDestinationPath: scratch.path + "/secret/footer.html"
      )
      let text = try Self.listing(of: scratch.path + "/project")
      #expect(
        text == """
          templates/a.html [django]
            missing tail.html
            missing ../../secret/footer.html
          templates/tail.html [html]

          """)
    }
  }

  @Test("a chain ends where it is too long")
  func depth() throws {
    try ScratchFolder.with { scratch in
      for number in 0..<40 { try scratch.write("t/x\(number).html", "{% include \"x\(number + 1).html\" %}") }
      let real = try #require(FilePath.real(scratch.path))
      let graph = TemplateGraph(TemplateSettings(), place: WorkingPlace(folder: real))
      let file = try #require(graph.library.file(at: real + "/t/x0.html"))
      #expect(graph.surroundings(of: file).companions.count == TemplateGraph.maximumDepth + 1)
    }
  }

  @Test("a file that asks for itself changes nothing for others")
  func ownName() throws {
    try ScratchFolder.with { scratch in
      try scratch.write("t/a.html", "{% include \"b.html\" %}")
      try scratch.write("t/b.html", "{% include \"b.html\" %}")
      let real = try #require(FilePath.real(scratch.path))
      try scratch.write("c.html", "<p>x</p>")
      try scratch.write("t/c.html", "{% extends \"c.html\" %}")
      let expected = ["a": ["t/b.html"], "b": [], "c": ["c.html"]]
      for order in [["a", "b", "c"], ["c", "b", "a"]] {
        let graph = TemplateGraph(TemplateSettings(), place: WorkingPlace(folder: real))
        for name in order {
          let file = try #require(graph.library.file(at: "\(real)/t/\(name).html"))
          let found = graph.surroundings(of: file)
          #expect(found.companions.map(\.path) == expected[name])
          #expect(found.unresolved.isEmpty)
        }
      }
    }
  }

  @Test("what a neighbour draws in is no mail by itself, checked alone too")
  func neighbours() throws {
    try ScratchFolder.with { scratch in
      try scratch.write("templates/mail.html", "{% include \"kit/legal.html\" %}")
      try scratch.write("templates/other.html", "<p>legal matters</p>")
      try scratch.write("templates/kit/legal.html", "<p>x</p>")
      try scratch.write("templates/kit/free.html", "<p>x</p>")
      let real = try #require(FilePath.real(scratch.path))
      for (name, isDrawnIn) in [("kit/legal", true), ("other", false), ("kit/free", false)] {
        let graph = TemplateGraph(TemplateSettings(), place: WorkingPlace(folder: real))
        let path = "\(real)/templates/\(name).html"
        graph.note([path])
        let file = try #require(graph.library.file(at: path))
        #expect(graph.surroundings(of: file).isOnlyDrawnIn == isDrawnIn)
      }
    }
  }

  @Test("configured roots, aliases, layouts and partials")
  func configured() throws {
    try ScratchFolder.with { scratch in
      try scratch.write("mail/a.html", "{% extends \"frame.html\" %}{% include \"@kit/foot.html\" %}")
      try scratch.write("design/pages/frame.html", "<body>{% block x %}{% endblock %}</body>")
      try scratch.write("kit/v2/foot.html", "<p>x</p>")
      try scratch.write("mail/news_top.html", "<p>x</p>")
      let real = try #require(FilePath.real(scratch.path))
      var settings = TemplateSettings()
      settings.roots = [real + "/design/pages"]
      settings.aliases = [.init(key: "@kit/", value: real + "/kit/v2")]
      settings.partials = ["mail/*_top.html"]
      settings.languages = [.init(key: "mail/**", value: "nunjucks")]
      #expect(
        try Self.listing(of: scratch.path, settings: settings) == """
          design/pages/frame.html [django] is drawn in
          kit/v2/foot.html [html] is drawn in
          mail/a.html [nunjucks]
            layout design/pages/frame.html
            partial kit/v2/foot.html
          mail/news_top.html [nunjucks] is drawn in

          """)
    }
  }

  @Test("texts of catalogues whose keys a template names")
  func catalogues() throws {
    try ScratchFolder.with { scratch in
      try scratch.write("app/views/club_mailer/news.html.erb", "<p><%= t('.reason') %></p><%= t('club.leave') %>")
      try scratch.write(
        "config/locales/de.yml",
        "de:\n  club_mailer:\n    news:\n      reason: Sie erhalten diese Mail als Mitglied.\n      other: Anderes\n")
      try scratch.write(
        "config/locales/en.json", "{\"club\": {\"leave\": \"<a href=\\\"{{url}}\\\">Leave</a>\", \"x\": \"y\"}}")
      let real = try #require(FilePath.real(scratch.path))
      var settings = TemplateSettings()
      settings.catalogues = [real + "/config/locales/*.yml", real + "/config/locales/en.json"]
      let graph = TemplateGraph(settings, place: WorkingPlace(folder: real))
      let file = try #require(graph.library.file(at: real + "/app/views/club_mailer/news.html.erb"))
      let found = graph.surroundings(of: file).companions.filter { $0.relation == .catalogue }
      #expect(found.map(\.path) == ["config/locales/de.yml", "config/locales/en.json"])
      let texts = found.map { String(decoding: $0.reading.bodies[0].text.utf8, as: UTF8.self) }
      #expect(texts == ["Sie erhalten diese Mail als Mitglied.", "Leave"])
      #expect(found.last?.reading.bodies[0].links.map(\.target) == ["{{url}}"])
    }
  }
}
