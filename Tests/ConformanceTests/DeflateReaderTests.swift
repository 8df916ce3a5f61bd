import Testing
import WebSocketCompression
import WebSocketProtocol

@testable import Conformance

@Suite struct DeflateReaderTests {
  /// The examples of RFC 7692 §7.2.3 that read "Hello".
  @Test(
    arguments: [
      [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00],
      [0x00, 0x05, 0x00, 0xFA, 0xFF, 0x48, 0x65, 0x6C, 0x6C, 0x6F, 0x00],
      [0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00, 0x00],
      [0xF2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xCA, 0xC9, 0xC9, 0x07, 0x00],
    ] as [[UInt8]])
  func `the RFC's examples are read`(octets: [UInt8]) throws {
    var reader = DeflateReader()
    #expect(try reader.read(octets).octets == Array("Hello".utf8))
  }

  @Test func `a reference into the message before is noticed`() throws {
    var reader = DeflateReader()
    #expect(try !reader.read([0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00]).reach.leavesMessage)
    let (octets, reach) = try reader.read([0xF2, 0x00, 0x11, 0x00, 0x00])
    #expect(octets == Array("Hello".utf8) && reach.leavesMessage && reach.distance == 5)
  }

  @Test(arguments: Filler.Kind.allCases)
  func `it reads what zlib writes`(kind: Filler.Kind) throws {
    let codec = PerMessageDeflate(role: .server, parameters: DeflateParameters())
    var reader = DeflateReader()
    for (number, size) in [0, 1, 300, 5000, 70_000].enumerated() {
      let octets = kind.message(size, number: number).octets
      let written = codec.compress(octets.span)
      let compressed = try #require(written)
      #expect(try reader.read(compressed).octets == octets)
    }
  }

  @Test(arguments: [9, 10, 12, 15]) func `the window that was used shows`(bits: Int) throws {
    let codec = PerMessageDeflate(
      role: .server, parameters: DeflateParameters(serverMaxWindowBits: bits))
    let noise = Filler.noise(3000)
    let twice = noise + noise
    let written = codec.compress(twice.span)
    let compressed = try #require(written)
    var reader = DeflateReader()
    let (octets, reach) = try reader.read(compressed)
    #expect(octets == noise + noise)
    #expect(reach.distance <= 1 << bits)
    #expect((reach.distance == 3000) == (bits >= 12))
  }

  @Test(
    arguments: [[0xFF, 0xFF], [0xF2, 0x00, 0x11, 0x00, 0x00], [0x00, 0x05, 0x00]] as [[UInt8]])
  func `what is damaged is refused`(octets: [UInt8]) {
    var reader = DeflateReader()
    #expect(throws: DeflateReader.Failure.self) { try reader.read(octets) }
  }

  @Test func `a bomb is not read to its end`() throws {
    let codec = PerMessageDeflate(role: .server, parameters: DeflateParameters())
    let zeros = Filler.octets(6 << 20, 0)
    let written = codec.compress(zeros.span)
    let compressed = try #require(written)
    var reader = DeflateReader()
    #expect(throws: DeflateReader.Failure.self) { try reader.read(compressed) }
  }
}
