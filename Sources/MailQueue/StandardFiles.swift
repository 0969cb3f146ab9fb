internal import Glibc

/// Standard input, output and error, which a caller may have left closed.
package enum StandardFiles {
  /// Opens /dev/null in place of those that are closed. To be called before anything else is opened: a queue file that
  /// got one of these numbers would be written into by whoever prints a line.
  ///
  /// Standard input is opened to write only, so that reading it fails, as it would have: a message whose text the
  /// caller failed to hand over must not be taken for an empty one.
  /// - Returns: false if one of them is still closed.
  package static func open() -> Bool {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) == -1 {
      // The lowest number that is free, and those below are taken.
      if Glibc.open("/dev/null", O_WRONLY) != descriptor { return false }
    }
    return true
  }
}
