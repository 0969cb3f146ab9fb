@preconcurrency import Rainbow

/// Colours, where the caller wants them.
///
/// Rainbow looks at the environment and at standard output by itself; here the caller has decided already, so it is
/// told once, and called only where colour is wanted.
struct Paint {
  let usesColour: Bool

  init(usesColour: Bool) {
    self.usesColour = usesColour
    if usesColour { _ = Self.ready }
  }

  private static let ready: Void = {
    Rainbow.outputTarget = .console
    Rainbow.enabled = true
  }()

  func error(_ text: String) -> String { usesColour ? text.red.bold : text }
  func warning(_ text: String) -> String { usesColour ? text.yellow.bold : text }
  func note(_ text: String) -> String { usesColour ? text.cyan.bold : text }
  func good(_ text: String) -> String { usesColour ? text.green.bold : text }
  func strong(_ text: String) -> String { usesColour ? text.bold : text }
  func faint(_ text: String) -> String { usesColour ? text.blue : text }
}
