import Testing

@testable import Commands

struct ProgressTests {
  @Test("The bar fits, whatever the terminal", arguments: [1, 5, 10, 20, 30, 40, 80, 200])
  func fits(width: Int) {
    for done in [0, 1, 500, 1_034] {
      let line = Progress.line(done: done, total: 1_034, width: width)
      #expect(line.count < width || width == 1 && line.isEmpty)
    }
  }

  @Test("The bar shows what is done")
  func filled() {
    #expect(Progress.line(done: 0, total: 4, width: 80) == "[" + String(repeating: "·", count: 40) + "] 0 of 4 files")
    #expect(
      Progress.line(done: 1, total: 4, width: 80)
        == "[" + String(repeating: "#", count: 10) + String(repeating: "·", count: 30) + "] 1 of 4 files")
    #expect(Progress.line(done: 4, total: 4, width: 80) == "[" + String(repeating: "#", count: 40) + "] 4 of 4 files")
  }
}
