import Foundation
import Testing

@testable import Reporting

/// That real output is valid by the schema is tested end to end, with a validator of its own.
@Suite struct CheckSchemaTests {
  private func parsed(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func `describes every key that the report has, and no other`() throws {
    let schema = try parsed(CheckSchema.json)
    let report = try parsed(JSONReport.text(Samples.everything()))
    let result = try #require((report["results"] as? [[String: Any]])?.first)
    let finding = try #require((result["findings"] as? [[String: Any]])?.first)
    let related = try #require((finding["related"] as? [[String: Any]])?.first)
    let ignored = try #require((report["results"] as? [[String: Any]])?.last?["ignored"] as? [[String: Any]])
    let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
    for (shape, value) in [
      (schema, report), (definitions["result"], result), (definitions["finding"], finding),
      (definitions["related"], related), (definitions["ignored"], ignored.first),
      ((schema["properties"] as? [String: [String: Any]])?["summary"], report["summary"] as? [String: Any]),
    ] {
      let properties = try #require(shape?["properties"] as? [String: Any])
      let value = try #require(value)
      #expect(Set(properties.keys) == Set(value.keys))
      #expect(Set(shape?["required"] as? [String] ?? []) == Set(properties.keys))
    }
  }
}
