internal import CYAML

/// A parsed YAML document (YAML 1.1, by libyaml): its nodes, each with its place in the text.
///
/// The nodes stay in libyaml's own table, so that neither depth nor aliases are a danger when they are released. An
/// alias is the node that it stands for, also inside of that node: whoever walks through all nodes has to count.
package final class YAMLDocument {
  private let document: UnsafeMutablePointer<yaml_document_t>

  private init() { document = .allocate(capacity: 1) }

  deinit {
    yaml_document_delete(document)
    document.deallocate()
  }

  /// Parses a text that holds one document.
  /// - Returns: its root; nil where the text is empty or holds comments only.
  package static func root(of yaml: String) throws(YAMLSyntaxError) -> YAMLNode? {
    var yaml = yaml
    do {
      return try yaml.withUTF8 { octets in
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        defer { parser.deallocate() }
        guard yaml_parser_initialize(parser) == 1 else { throw YAMLSyntaxError.noMemory }
        defer { yaml_parser_delete(parser) }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, octets.baseAddress, octets.count)
        guard let root = try next(of: parser) else { return nil }
        if let another = try next(of: parser) {
          throw YAMLSyntaxError(another.place, "but found another document", within: nil)
        }
        return root
      }
    } catch let error as YAMLSyntaxError {
      throw error
    } catch {
      preconditionFailure("only syntax errors are thrown")
    }
  }

  private static func next(of parser: UnsafeMutablePointer<yaml_parser_t>) throws(YAMLSyntaxError) -> YAMLNode? {
    let next = YAMLDocument()
    guard yaml_parser_load(parser, next.document) == 1 else {
      next.document.initialize(to: yaml_document_t())
      throw YAMLSyntaxError(parser.pointee)
    }
    return yaml_document_get_root_node(next.document).map { YAMLNode(document: next, node: $0) }
  }

  fileprivate func node(_ number: yaml_node_item_t) -> YAMLNode {
    guard let node = yaml_document_get_node(document, number) else { preconditionFailure("libyaml numbers its nodes") }
    return YAMLNode(document: self, node: node)
  }
}

/// A line and a column of a YAML text, in characters from 1.
package struct YAMLPlace: Sendable, Hashable {
  package let line: Int
  package let column: Int

  init(_ mark: yaml_mark_t) {
    line = Int(mark.line) + 1
    column = Int(mark.column) + 1
  }

  init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// A node of a document.
package struct YAMLNode {
  package enum Content {
    case scalar(String, Style)
    case sequence([YAMLNode])
    /// In file order; a key may stand twice.
    case mapping([(key: YAMLNode, value: YAMLNode)])
  }

  /// How a scalar is written.
  package enum Style: Sendable {
    case plain, quoted, block
  }

  private let document: YAMLDocument
  private let node: UnsafeMutablePointer<yaml_node_t>

  fileprivate init(document: YAMLDocument, node: UnsafeMutablePointer<yaml_node_t>) {
    self.document = document
    self.node = node
  }

  package var place: YAMLPlace { YAMLPlace(node.pointee.start_mark) }

  package var content: Content {
    let data = node.pointee.data
    switch node.pointee.type {
    case YAML_SEQUENCE_NODE:
      let items = data.sequence.items
      return .sequence((0..<(items.top - items.start)).map { document.node(items.start[$0]) })
    case YAML_MAPPING_NODE:
      let pairs = data.mapping.pairs
      return .mapping(
        (0..<(pairs.top - pairs.start)).map {
          (document.node(pairs.start[$0].key), document.node(pairs.start[$0].value))
        })
    default:
      let octets = UnsafeBufferPointer(start: data.scalar.value, count: data.scalar.length)
      return .scalar(String(decoding: octets, as: UTF8.self), Style(data.scalar.style))
    }
  }

  /// The text of a scalar; nil for a list or a mapping.
  package var text: String? {
    guard case .scalar(let text, _) = content else { return nil }
    return text
  }
}

extension YAMLNode.Style {
  fileprivate init(_ style: yaml_scalar_style_t) {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE, YAML_DOUBLE_QUOTED_SCALAR_STYLE: self = .quoted
    case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: self = .block
    default: self = .plain
    }
  }
}
