import Testing
import WebSocketProtocol

@Suite struct FrameDecoderTests {
  private func decode(
    _ bytes: [UInt8], role: Role = .client, chunking: Chunking = .whole,
    allowsCompression: Bool = false
  ) throws(ProtocolViolation) -> [Frame] {
    var decoder = FrameDecoder(
      role: role, payloadLimit: 1 << 20, allowsCompression: allowsCompression)
    var frames: [Frame] = []
    for piece in chunking.split(bytes) {
      decoder.receive(piece)
      while let frame = try decoder.nextFrame() { frames.append(frame) }
    }
    return frames
  }

  @Test(arguments: Chunking.allCases)
  func `The RFC's unmasked examples are read`(chunking: Chunking) throws {
    let bytes: [UInt8] =
      [0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F]
      + [0x01, 0x03, 0x48, 0x65, 0x6C] + [0x80, 0x02, 0x6C, 0x6F]
      + [0x89, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F] + [0x82, 0x00]
    #expect(
      try decode(bytes, chunking: chunking) == [
        Frame(opcode: .text, payload: Array("Hello".utf8)),
        Frame(fin: false, opcode: .text, payload: Array("Hel".utf8)),
        Frame(opcode: .continuation, payload: Array("lo".utf8)),
        Frame(opcode: .ping, payload: Array("Hello".utf8)),
        Frame(opcode: .binary, payload: []),
      ])
  }

  @Test(arguments: Chunking.allCases)
  func `The RFC's masked examples are read`(chunking: Chunking) throws {
    let bytes: [UInt8] =
      [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]
      + [0x8A, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]
    let hello = Array("Hello".utf8)
    #expect(
      try decode(bytes, role: .server, chunking: chunking) == [
        Frame(opcode: .text, payload: hello, maskingKey: exampleKey),
        Frame(opcode: .pong, payload: hello, maskingKey: exampleKey),
      ])
  }

  @Test(arguments: [0, 1, 124, 125, 126, 127, 128, 65534, 65535, 65536, 65537], Chunking.allCases)
  func `Every form of length comes back as it went`(length: Int, chunking: Chunking) throws {
    let payload = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
    for role in [Role.client, .server] {
      let frame = Frame(
        opcode: .binary, payload: payload, maskingKey: role == .server ? exampleKey : nil)
      let bytes = FrameEncoder.encode(frame)
      let extra = length < 126 ? 0 : length < 65536 ? 2 : 8
      #expect(bytes.count == 2 + extra + (role == .server ? 4 : 0) + length)
      #expect(try decode(bytes + bytes, role: role, chunking: chunking) == [frame, frame])
    }
  }

  struct Violation: CustomTestStringConvertible {
    var bytes: [UInt8]
    var violation: ProtocolViolation
    var role = Role.client
    var allowsCompression = false

    var testDescription: String { "\(violation)" }
  }

  static let violations: [Violation] = [
    Violation(bytes: [0x81, 0x80], violation: .maskedFrameFromServer),
    Violation(bytes: [0x81, 0x00], violation: .unmaskedFrameFromClient, role: .server),
    Violation(bytes: [0xC1], violation: .reservedBitSet(1)),
    Violation(bytes: [0xA1], violation: .reservedBitSet(2)),
    Violation(bytes: [0x91], violation: .reservedBitSet(3)),
    Violation(bytes: [0xA1], violation: .reservedBitSet(2), allowsCompression: true),
    Violation(bytes: [0x83], violation: .reservedOpcode(Opcode(rawValue: 3))),
    Violation(bytes: [0x87], violation: .reservedOpcode(Opcode(rawValue: 7))),
    Violation(bytes: [0x8B], violation: .reservedOpcode(Opcode(rawValue: 11))),
    Violation(bytes: [0x8F], violation: .reservedOpcode(Opcode(rawValue: 15))),
    Violation(bytes: [0x09], violation: .fragmentedControlFrame(.ping)),
    Violation(bytes: [0x08], violation: .fragmentedControlFrame(.close)),
    Violation(bytes: [0x89, 0x7E, 0x00, 0x7E], violation: .controlFrameTooLong(126)),
    Violation(bytes: [0x82, 0x7E, 0x00, 0x7D], violation: .nonMinimalLength(125)),
    Violation(
      bytes: [0x82, 0x7F, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], violation: .nonMinimalLength(65535)),
    Violation(bytes: [0x82, 0x7F, 0x80, 0, 0, 0, 0, 0, 0, 0], violation: .lengthTopBitSet),
    Violation(
      bytes: [0x82, 0x7F, 0, 0, 0, 0, 0, 0x10, 0, 1],
      violation: .frameTooLarge(length: 0x10_0001, limit: 1 << 20)),
    Violation(
      bytes: [0x82, 0x7F, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
      violation: .frameTooLarge(length: UInt64(Int64.max), limit: 1 << 20)),
    Violation(
      bytes: [0xC9], violation: .compressedControlFrame(.ping), allowsCompression: true),
    Violation(bytes: [0xC0], violation: .compressedContinuation, allowsCompression: true),
    Violation(bytes: Array("HTTP/1.1".utf8), violation: .reservedBitSet(1)),
  ]

  @Test(arguments: violations, Chunking.allCases)
  func `A violation is found at the byte that shows it`(sample: Violation, chunking: Chunking) {
    #expect(throws: sample.violation) {
      try decode(
        sample.bytes, role: sample.role, chunking: chunking,
        allowsCompression: sample.allowsCompression)
    }
  }

  @Test func `A compressed message is allowed where it was agreed upon`() throws {
    let frames = try decode([0xC1, 0x01, 0x00], allowsCompression: true)
    #expect(frames == [Frame(rsv1: true, opcode: .text, payload: [0])])
  }

  @Test func `What has come of an unfinished frame is counted`() throws {
    var decoder = FrameDecoder(role: .client)
    #expect(decoder.unfinishedByteCount == 0)
    for (index, byte) in ([0x82, 0x03, 1, 2] as [UInt8]).enumerated() {
      decoder.receive([byte].span)
      #expect(try decoder.nextFrame() == nil)
      #expect(decoder.unfinishedByteCount == index + 1)
    }
    decoder.receive([3])
    #expect(try decoder.nextFrame()?.payload == [1, 2, 3])
    #expect(decoder.unfinishedByteCount == 0)
  }

  @Test func `A length may be written in too many bytes on purpose`() {
    let frame = Frame(opcode: .text, payload: [0x61])
    #expect(FrameEncoder.encode(frame, lengthForm: .sixteenBits) == [0x81, 0x7E, 0, 1, 0x61])
    #expect(
      FrameEncoder.encode(frame, lengthForm: .sixtyFourBits)
        == [0x81, 0x7F, 0, 0, 0, 0, 0, 0, 0, 1, 0x61])
  }

  @Test func `A header may say something else than its payload is`() {
    let header = FrameHeader(fin: false, rsv2: true, opcode: .text, payloadLength: 9)
    #expect(FrameEncoder.encode(Frame(header: header, payload: [1])) == [0x21, 0x09, 1])
  }
}
