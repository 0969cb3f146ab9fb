import Testing

@testable import Gateway

struct NumberRowTests {
  @Test func `what was written is read`() {
    let numbers: [UInt64] = [0, 1, 255, 256, .max, 0x0102_0304_0506_0708]
    #expect(NumberRow.numbers(in: NumberRow.octets(of: numbers)) == numbers)
  }

  @Test func `the lowest octet comes first, on every machine`() {
    #expect(NumberRow.octets(of: [0x0102_0304_0506_0708]) == [8, 7, 6, 5, 4, 3, 2, 1])
  }

  @Test(arguments: 0..<8) func `a part of a number is none`(count: Int) {
    #expect(NumberRow.numbers(in: [UInt8](repeating: 1, count: count)).isEmpty)
    #expect(NumberRow.numbers(in: [UInt8](repeating: 0, count: 8 + count)) == [0])
  }
}
