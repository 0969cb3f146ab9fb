extension Message {
  /// The fields of a part's own header section, in file order.
  public func fields(of part: Part) -> ArraySlice<Field> { fields[part.fields] }

  /// The fields of one name in the message's own header section, in file order.
  public func fields(named kind: FieldName) -> [Field] { fields[parts[0].fields].filter { $0.kind == kind } }

  /// The field name as written.
  public func name(of field: Field) -> String { octets.span.string(field.name) }

  /// The field body as text: unfolded, encoded-words decoded, without white space at either side.
  public func unstructured(_ field: Field) -> String { Unstructured.decode(octets.span, field.body) }
}
