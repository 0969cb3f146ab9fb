import Foundation
import PackagePlugin

/// Compiles the rule packs of `rules/` into `RulePacks.builtIn`, so that a program starts without reading YAML.
@main
struct EmbedRulePacks: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let folder = context.package.directoryURL.appending(path: "rules").resolvingSymlinksInPath()
    let packs = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "yml" }
      .sorted { $0.path < $1.path }
    guard !packs.isEmpty else {
      Diagnostics.error("no rule pack in \(folder.path)")
      return []
    }
    let output = context.pluginWorkDirectoryURL.appending(path: "RulePacks.swift")
    return [
      .buildCommand(
        displayName: "Embedding \(packs.count) rule packs",
        executable: try context.tool(named: "rule-compiler").url,
        arguments: ["swift", "--output", output.path] + packs.map(\.path),
        inputFiles: packs,
        outputFiles: [output])
    ]
  }
}
