internal import ArgumentParser

/// Whether files are mended.
struct MendingOptions: ParsableArguments {
  @Flag(
    help: """
      Mend in the files what needs no judgement: take out tracking pixels and receipt requests, add a configured \
      List-Unsubscribe. No wording changes.
      """)
  var fix = false
  @Flag(
    help: "Show as a patch what --fix would change, and change nothing. Exit status 1 where something would change.")
  var diff = false

  func validate() throws {
    if fix, diff { throw ValidationError("--diff shows what --fix would change; give one of them") }
  }
}
