import Testing

@testable import WebSocketProtocol

@Suite struct MaskingKeyTests {
  @Test func `The RFC's example is masked`() {
    var bytes = Array("Hello".utf8)
    exampleKey.apply(to: &bytes)
    #expect(bytes == [0x7F, 0x9F, 0x4D, 0x51, 0x58])
    exampleKey.apply(to: &bytes)
    #expect(bytes == Array("Hello".utf8))
  }

  @Test func `A key is its four bytes in the wire's order`() {
    #expect(exampleKey.rawValue == 0x37FA_213D)
    #expect(exampleKey.bytes == [0x37, 0xFA, 0x21, 0x3D])
    #expect(exampleKey[5] == 0xFA)
  }

  @Test(arguments: Array(0..<40) + [63, 64, 65, 127, 128, 150], [0, 1, 2, 3, 7])
  func `Words and bytes are masked alike, wherever they start`(count: Int, start: Int) {
    let bytes = (0..<(count + start)).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    for offset in 0..<5 {
      var masked = bytes
      exampleKey.apply(to: &masked, from: start, offset: offset)
      let expected = bytes.indices.map { index in
        index < start ? bytes[index] : bytes[index] ^ exampleKey.bytes[(offset + index - start) % 4]
      }
      #expect(masked == expected)

      var copied = Array(bytes[..<start])
      exampleKey.append(Array(bytes[start...]).span, to: &copied, offset: offset)
      #expect(copied == expected)
    }
  }

  @Test func `A start behind the end changes nothing`() {
    var bytes: [UInt8] = [1, 2]
    exampleKey.apply(to: &bytes, from: 9)
    #expect(bytes == [1, 2])
  }
}
