import Testing

@testable import Linting

@Suite struct MergeFieldsTests {
  @Test(arguments: [
    ("https://t.test/o/{{ id }}.gif", "https://t.test/o/.gif", "{{ id }} "),
    ("https://t.test/*|UNIQID|*", "https://t.test/", "*|UNIQID|* "),
    ("https://t.test/[CONTACT-ID]", "https://t.test/", "[CONTACT-ID] "),
    ("<%= url %>/a", "/a", "<%= url %> "), ("https://t.test/a%20b", "https://t.test/a%20b", ""),
    ("https://t.test/%recipient_id%", "https://t.test/", "%recipient_id% "), ("a[0]", "a[0]", ""), ("{", "{", ""),
    ("{{a", "{{a", ""), ("${x}${y}", "", "${x} ${y} "), ("%%xtra%%", "", "%%xtra%% "), ("", "", ""),
  ])
  func splits(_ url: String, _ plain: String, _ fields: String) {
    let split = MergeFields.split(url)
    #expect(split.plain == plain)
    #expect(split.fields == fields)
  }

  @Test func findsAFieldBehindManyOpenings() {
    let url = String(repeating: "{", count: 1000) + String(repeating: "[", count: 1000) + "{{id}}"
    #expect(MergeFields.split(url).fields.hasSuffix("{{id}} "))
  }
}
