import Configuration
import Testing

@Suite struct ConfigurationSearchTests {
  private func find(
    _ places: ConfigurationSearch.Places, _ purpose: ConfigurationSearch.Purpose, among files: [String]
  ) -> String? {
    ConfigurationSearch.find(places, for: purpose) { files.contains($0) }
  }

  private let all = ConfigurationSearch.Places(
    explicit: "given.yml", environment: "/env/presend.yml", searchFrom: "/srv/app/mails/a.eml", home: "/home/anna")
  private let files = [
    "/srv/app/presend.yml", "/srv/presend.yml", "/home/anna/.config/presend/presend.yml", "/etc/presend/presend.yml",
  ]

  @Test func namedFilesCountFirst() {
    var places = all
    #expect(find(places, .check, among: files) == "given.yml")
    places.explicit = nil
    #expect(find(places, .check, among: files) == "/env/presend.yml")
    #expect(find(places, .submission, among: files) == "/env/presend.yml")
  }

  @Test func aNamedFileIsNotReplacedWhenItIsMissing() {
    #expect(find(.init(explicit: "gone.yml"), .check, among: files) == "gone.yml")
    #expect(find(.init(environment: "/gone.yml"), .submission, among: files) == "/gone.yml")
  }

  @Test func anEmptyNameIsNone() {
    #expect(find(.init(environment: ""), .submission, among: files) == "/etc/presend/presend.yml")
  }

  @Test func theNearestFileAboveTheCheckedOneCounts() {
    var places = all
    (places.explicit, places.environment) = (nil, nil)
    #expect(find(places, .check, among: files) == "/srv/app/presend.yml")
    #expect(find(places, .check, among: Array(files.dropFirst())) == "/srv/presend.yml")
    #expect(find(places, .check, among: Array(files.dropFirst(2))) == "/home/anna/.config/presend/presend.yml")
    #expect(find(places, .check, among: Array(files.dropFirst(3))) == "/etc/presend/presend.yml")
    #expect(find(places, .check, among: []) == nil)
  }

  @Test func submissionNeverSearchesUpwards() {
    var places = all
    (places.explicit, places.environment) = (nil, nil)
    #expect(find(places, .submission, among: files) == "/home/anna/.config/presend/presend.yml")
    places.home = nil
    #expect(find(places, .submission, among: files) == "/etc/presend/presend.yml")
  }

  @Test func candidatesEndAtTheRoot() {
    #expect(
      ConfigurationSearch.candidates(.init(searchFrom: "/a/b"), for: .check) == [
        "/a/b/presend.yml", "/a/presend.yml", "/presend.yml", "/etc/presend/presend.yml",
      ])
    #expect(ConfigurationSearch.candidates(.init(searchFrom: "relative"), for: .check) == ["/etc/presend/presend.yml"])
  }
}
