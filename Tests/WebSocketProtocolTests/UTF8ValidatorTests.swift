import Testing
import WebSocketProtocol

@Suite struct UTF8ValidatorTests {
  private func firstInvalid(_ bytes: [UInt8]) -> Int? {
    var validator = UTF8Validator()
    return validator.firstInvalid(in: bytes[...])
  }

  @Test func `It agrees with the standard library on every text of up to three bytes`() {
    let interesting: [UInt8] = [
      0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1,
      0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
    ]
    var texts: [[UInt8]] = [[]]
    for _ in 0..<4 {
      texts = texts.flatMap { text in interesting.map { text + [$0] } }.filter {
        // What is wrong already cannot get right again: only the possible beginnings go on.
        var validator = UTF8Validator()
        let isPossible = validator.firstInvalid(in: $0[...]) == nil
        let isValid = String(validating: $0, as: UTF8.self) != nil
        if (isPossible && validator.isAtBoundary) != isValid {
          Issue.record("disagreement about \($0)")
        }
        return isPossible
      }
    }
    #expect(texts.count > 1000)
  }

  @Test(
    arguments: [
      ([0x61, 0xFF], 1), ([0xC0, 0xAF], 0), ([0xE0, 0x80], 1), ([0xED, 0xA0, 0x80], 1),
      ([0xF4, 0x90], 1), ([0xF5], 0), ([0xCE, 0xBA, 0xE1, 0xBD, 0x61], 4), ([0x80], 0),
    ] as [([UInt8], Int)])
  func `The first wrong byte is found`(bytes: [UInt8], index: Int) {
    #expect(firstInvalid(bytes) == index)
  }

  @Test func `A character may come in pieces`() {
    var validator = UTF8Validator()
    for byte in Array("𝄞".utf8).dropLast() {
      #expect(validator.firstInvalid(in: [byte]) == nil)
      #expect(!validator.isAtBoundary)
    }
    #expect(validator.firstInvalid(in: [0x9E]) == nil)
    #expect(validator.isAtBoundary)
  }
}
