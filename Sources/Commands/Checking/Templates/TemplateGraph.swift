internal import Configuration
internal import Gateway
internal import Linting
internal import MailContent
internal import MailSyntax
internal import Synchronization

/// What each template is rendered together with: the graph of layouts, includes and translations over the files of a
/// project.
///
/// Safe against loops, chains that are too long, and names and links that lead out of the project; each file is read
/// once. Shared by all threads of a run.
final class TemplateGraph: Sendable {
  /// Layouts within layouts, partials within partials: real templates stay below 6.
  static let maximumDepth = 16
  /// The files that one template is rendered together with; a mail builder's theme has about 60.
  static let maximumCompanions = 200
  /// The references of one template that are reported as not found.
  private static let maximumUnresolved = 32

  let kinds: TemplateKinds
  let library: TemplateLibrary
  let place: WorkingPlace
  private let resolver: TemplateResolver
  private let layouts: ImplicitLayouts
  private let sets: DefinitionSets
  private let drawnIn: DrawnIn
  private let catalogues: Catalogues
  private let projects: ProjectRoots
  private let neighbours: TemplateNeighbours
  /// Files that are known to be drawn in by another, by complete path.
  private let targets = Mutex<Set<String>>([])

  init(_ settings: TemplateSettings, place: WorkingPlace = WorkingPlace()) {
    self.place = place
    let folders = FolderNames()
    kinds = TemplateKinds(settings, place: place)
    library = TemplateLibrary(kinds: kinds)
    projects = ProjectRoots(place: place)
    neighbours = TemplateNeighbours(place: place, folders: folders, projects: projects)
    resolver = TemplateResolver(
      settings, place: place, folders: folders, conventional: ConventionalFolders(folders: folders))
    layouts = ImplicitLayouts(folders: folders, library: library, resolver: resolver)
    sets = DefinitionSets(folders: folders, library: library)
    drawnIn = DrawnIn(settings: settings, place: place)
    catalogues = Catalogues(settings, place: place)
  }

  /// Notes what some files and their neighbours draw in, so that those are known as layouts and partials when they are
  /// checked themselves, alone or together.
  func note(_ paths: [String]) {
    // What was read for another run may have changed since.
    library.forget()
    let files = ConcurrentMap.results(of: paths) { self.file(at: $0) }.compactMap(\.self)
    let mentioned = MentionedNames(of: files)
    let others = ConcurrentMap.results(of: files.isEmpty ? [] : neighbours.paths(beside: paths)) { path in
      self.neighbour(at: path, mentioning: mentioned)
    }
    let all = files + others.compactMap(\.self)
    let links = ConcurrentMap.results(of: all) { self.links(of: $0) }.flatMap(\.self)
    let found = TemplateEntries(links, among: all.map(\.path)).drawnIn
    targets.withLock { $0.formUnion(found) }
  }

  private func neighbour(at path: String, mentioning names: MentionedNames) -> TemplateFile? {
    guard let octets = try? FileReading.octets(of: path, limit: TemplateLibrary.maximumFileOctets),
      names.mayStand(in: octets)
    else { return nil }
    return file(at: path)
  }

  /// The files that one draws in, itself aside, and how.
  private func links(of file: TemplateFile) -> [TemplateEntries.Link] {
    let root = projects.root(of: file.path)
    return file.outline.references.flatMap { reference in
      // Go: what calls by name from its own text, and not from within a piece, begins with what it calls.
      let isOpen = reference.kind == .definition && !file.outline.isInDefinition(reference.range.lowerBound)
      return targets(of: reference, in: file, root: root).filter { $0 != file.path }.map { path in
        let fillsPiece = reference.kind == .definition && !reference.names.contains(FilePath.name(of: path))
        return TemplateEntries.Link(
          from: file.path, to: path, namesLayout: reference.kind == .layout || isOpen, fillsPiece: fillsPiece)
      }
    }
  }

  /// The template at a path as the user gave it; nil for all that is none by name or configuration.
  func file(at path: String) -> TemplateFile? {
    guard path != "-", TemplateFileName(FilePath.name(of: path)) != nil || kinds.configuredLanguage(ofPath: path) != nil
    else { return nil }
    return place.complete(path).flatMap(FilePath.real).flatMap(library.file)
  }

  /// The template of a unit, as the library has it where it was read before.
  func file(of unit: FileCheck.Unit, _ kind: TemplateKind) -> TemplateFile {
    if let known = file(at: unit.file.path), known.text.octets == unit.octets { return known }
    let path = place.complete(unit.path).map(FilePath.resolved) ?? unit.path
    return TemplateFile(path: path, kind: kind, text: unit.text ?? DecodedText(unit.octets))
  }

  /// What a file is rendered together with, and what of that cannot be found.
  func surroundings(of file: TemplateFile) -> Surroundings {
    let root = projects.root(of: file.path)
    var walk = Walk(file)
    walk.take(
      layouts.paths(of: file, root: root).map { (path: $0, isLayout: true, reference: nil, isConditional: false) })
    follow(file, depth: 0, origin: nil, isConditional: false, root: root, &walk)
    while let next = walk.next() {
      guard walk.companions.count < Self.maximumCompanions, let companion = library.file(at: next.path) else {
        continue
      }
      walk.files.append(companion)
      walk.companions.append(
        Companion(
          path: place.shown(next.path), relation: next.isLayout ? .layout : .partial, reading: companion.reading,
          reference: next.reference, isConditional: next.isConditional))
      guard next.depth < Self.maximumDepth else { continue }
      if next.isLayout {
        walk.take(
          layouts.paths(of: companion, root: root).map {
            (path: $0, isLayout: true, reference: next.reference, isConditional: next.isConditional)
          }, depth: next.depth + 1)
      }
      follow(
        companion, depth: next.depth + 1, origin: next.reference ?? 0..<0, isConditional: next.isConditional,
        root: root,
        &walk)
    }
    let others = walk.files
    let isOnlyDrawnIn = drawnIn.says(file, root: root) || targets.withLock { $0.contains(file.path) }
    return Surroundings(
      companions: walk.companions + catalogues.companions(of: file, with: others), unresolved: walk.unresolved,
      isOnlyDrawnIn: isOnlyDrawnIn)
  }

  /// Takes up what a file refers to.
  /// - Parameter origin: where the judged file draws it in; nil for the judged file itself.
  private func follow(
    _ file: TemplateFile, depth: Int, origin: OctetRange?, isConditional: Bool, root: String, _ walk: inout Walk
  ) {
    let outline = file.outline
    for reference in outline.references {
      let found = targets(of: reference, in: file, root: root)
      let hasCondition = isConditional || outline.condition(at: reference.range.lowerBound) != nil
      let range = origin ?? reference.range
      walk.take(
        found.map { (path: $0, isLayout: reference.kind == .layout, reference: range, isConditional: hasCondition) },
        depth: depth)
      let isInFile = reference.kind == .definition && reference.names.contains(where: outline.definitions.contains)
      guard found.isEmpty, !isInFile, !reference.isGuess, MissingFile.mayHoldDuties(reference),
        walk.unresolved.count < Self.maximumUnresolved
      else { continue }
      walk.add(
        UnresolvedReference(
          range: range, name: MissingFile.name(of: reference, in: file.reading), isDynamic: reference.isDynamic))
    }
  }

  private func targets(of reference: TemplateReference, in file: TemplateFile, root: String) -> [String] {
    if reference.kind == .definition { return sets.paths(defining: reference.names, for: file) }
    return resolver.path(of: reference, in: file, root: root).map { [$0] } ?? []
  }
}

extension TemplateGraph {
  /// The files that are still to be looked into, and what was found so far.
  private struct Walk {
    typealias Target = (path: String, isLayout: Bool, reference: OctetRange?, isConditional: Bool)

    private var waiting: [(path: String, isLayout: Bool, reference: OctetRange?, isConditional: Bool, depth: Int)] = []
    private var position = 0
    private var seen: Set<String>
    var companions: [Companion] = []
    var files: [TemplateFile] = []
    private(set) var unresolved: [UnresolvedReference] = []
    private var known: Set<UnresolvedReference> = []

    init(_ file: TemplateFile) { seen = [file.path] }

    /// Each file is taken once, by the shortest way to it.
    mutating func take(_ targets: [Target], depth: Int = 0) {
      for target in targets where seen.insert(target.path).inserted {
        waiting.append((target.path, target.isLayout, target.reference, target.isConditional, depth))
      }
    }

    mutating func next() -> (path: String, isLayout: Bool, reference: OctetRange?, isConditional: Bool, depth: Int)? {
      guard position < waiting.count else { return nil }
      position += 1
      return waiting[position - 1]
    }

    mutating func add(_ reference: UnresolvedReference) {
      if known.insert(reference).inserted { unresolved.append(reference) }
    }
  }
}
