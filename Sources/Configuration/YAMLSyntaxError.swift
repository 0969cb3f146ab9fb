internal import CYAML

/// Why a text is no YAML, in the words of libyaml.
package struct YAMLSyntaxError: Error, Sendable {
  /// What was being read when the problem was met, and where that began.
  package struct Context: Sendable {
    package let place: YAMLPlace
    package let text: String
  }

  /// nil where the problem has no place.
  package let place: YAMLPlace?
  package let problem: String
  package let context: Context?
  /// Where the octets themselves are wrong, not what they spell: the offset of the first of them.
  package let offset: Int?

  init(_ place: YAMLPlace?, _ problem: String, within context: Context?, offset: Int? = nil) {
    self.place = place
    self.problem = problem
    self.context = context
    self.offset = offset
  }

  static let noMemory = YAMLSyntaxError(nil, "out of memory", within: nil)

  init(_ parser: yaml_parser_t) {
    let problem = parser.problem.map { String(cString: $0) } ?? "out of memory"
    switch parser.error {
    case YAML_READER_ERROR:
      self.init(nil, problem, within: nil, offset: Int(parser.problem_offset))
    case YAML_MEMORY_ERROR:
      self = .noMemory
    default:
      let context = parser.context.map {
        Context(place: YAMLPlace(parser.context_mark), text: String(cString: $0))
      }
      self.init(YAMLPlace(parser.problem_mark), problem, within: context)
    }
  }
}
