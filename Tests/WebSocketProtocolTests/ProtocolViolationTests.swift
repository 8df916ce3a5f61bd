import Testing
import WebSocketProtocol

@Suite struct ProtocolViolationTests {
  struct Vector: CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    var violation: ProtocolViolation

    init(_ name: String, _ bytes: [UInt8], _ violation: ProtocolViolation) {
      self.name = name
      self.bytes = bytes
      self.violation = violation
    }

    var testDescription: String { name }
  }

  private static let limits = ProtocolLimits(frameBytes: 1000, messageBytes: 100)

  static let vectors: [Vector] = [
    Vector("a lone continuation", [0x80, 0x00], .unexpectedContinuation),
    Vector("a continuation after a message", [0x81, 0x00, 0x00, 0x00], .unexpectedContinuation),
    Vector("text in text", [0x01, 0x00, 0x81, 0x00], .expectedContinuation(got: .text)),
    Vector("binary in text", [0x01, 0x00, 0x02, 0x05], .expectedContinuation(got: .binary)),
    Vector("wrong UTF-8", [0x81, 0x02, 0x61, 0xFF], .invalidUTF8),
    Vector("a cut character", [0x81, 0x01, 0xC3], .invalidUTF8),
    Vector("a wrong second fragment", [0x01, 0x01, 0xC3, 0x80, 0x01, 0x41], .invalidUTF8),
    Vector("half a code", [0x88, 0x01, 0x03], .closePayloadOneByte),
    Vector("close 1005", [0x88, 0x02, 0x03, 0xED], .invalidCloseCode(.noStatusReceived)),
    Vector("close 0", [0x88, 0x02, 0x00, 0x00], .invalidCloseCode(CloseCode(0))),
    Vector("a wrong reason", [0x88, 0x03, 0x03, 0xE8, 0xFF], .closeReasonInvalidUTF8),
    Vector("a long message", [0x82, 0x65], .messageTooLarge(limit: 100)),
    Vector(
      "a long fragmented message",
      [0x02, 0x01, 0x00, 0x80, 0x64], .messageTooLarge(limit: 100)),
    Vector("an unmasked HTTP answer", Array("HTTP/1.1 400".utf8), .reservedBitSet(1)),
  ]

  @Test(arguments: vectors, Chunking.allCases)
  func `A violation fails the connection`(vector: Vector, chunking: Chunking) {
    var machine = machine(.client, limits: ProtocolViolationTests.limits)
    let last = machine.events(vector.bytes, chunking).last
    guard case .violation(let violation, let bytes) = last else {
      Issue.record("no violation but \(String(describing: last))")
      return
    }
    #expect(violation == vector.violation)
    #expect(machine.violation == violation)
    #expect(vector.bytes.suffix(bytes.count) == bytes[...] || chunking != .whole)
    #expect(machine.closeSent?.code == violation.closeCode || violation == .dataAfterClose)
    #expect(machine.hasOutput)
    _ = machine.takeOutput()
    #expect(machine.events([0x81, 0x01, 0x61, 0x89, 0x00]).isEmpty, "nothing more is read")
    #expect(!machine.hasOutput)
    machine.receiveEndOfStream()
    #expect(machine.nextEvent() == .endOfStream)
  }

  @Test func `Wrong UTF-8 is found at its first byte, long before the frame is complete`() {
    var machine = machine(.client)
    #expect(machine.events([0x81, 0x7E, 0x10, 0x00, 0x61, 0xE2, 0x82]).isEmpty)
    #expect(
      machine.events([0x61]) == [
        .violation(
          .invalidUTF8, offendingBytes: [0x81, 0x7E, 0x10, 0x00, 0x61, 0xE2, 0x82, 0x61])
      ])
  }

  @Test func `The offending bytes are those of the wire, masked and 32 at most`() {
    var machine = ProtocolMachine.server()
    let payload = [UInt8](repeating: 0xFF, count: 200)
    let wire = FrameEncoder.encode(
      Frame(opcode: .text, payload: payload, maskingKey: exampleKey))
    #expect(
      machine.events([0x89, 0x80, 0, 0, 0, 0] + wire) == [
        .ping([]), .violation(.invalidUTF8, offendingBytes: Array(wire.prefix(32))),
      ])
  }

  @Test func `Bytes behind a Close are a violation, once`() {
    var machine = machine(.client)
    let events = machine.events([0x88, 0x00, 0x81, 0x01, 0x61, 0x88, 0x00])
    #expect(
      events == [
        .close(code: nil, reason: ""),
        .violation(.dataAfterClose, offendingBytes: [0x81, 0x01, 0x61, 0x88, 0x00]),
      ])
    #expect(machine.takeOutput().count == 6, "one Close, the answer")
  }

  @Test func `A wrong Close is not taken for one`() {
    var machine = machine(.client)
    _ = machine.events([0x88, 0x01, 0x03])
    #expect(machine.closeReceived == nil)
    #expect(machine.closeSent?.code == .protocolError)
    #expect(machine.firstClose == .sent)
  }

  @Test func `Each violation has a sentence, a section and a code that may be sent`() {
    let violations: [ProtocolViolation] =
      ProtocolViolationTests.vectors.map(\.violation)
      + FrameDecoderTests.violations.map(\.violation)
      + [.dataAfterClose, .invalidCompressedData, .decompressedTooLarge(limit: 1)]
    for violation in violations {
      #expect(violation.section.hasPrefix("RFC "))
      #expect(!violation.sentence.isEmpty && !violation.sentence.hasSuffix("."))
      #expect(violation.closeCode.mayAppearOnTheWire)
    }
  }

  @Test(arguments: 0..<500 as Range<UInt64>)
  func `Random input gives the same events in whatever pieces it comes`(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 1...12, using: &generator) {
      let opcode = [0x0, 0x1, 0x2, 0x8, 0x9, 0xA].randomElement(using: &generator) ?? 0
      let count = UInt64.random(in: 0...5, using: &generator)
      let payload = (0..<count).map { _ in
        UInt8.random(in: 0x60...(seed.isMultiple(of: 2) ? 0x7F : 0xF0), using: &generator)
      }
      let fin = opcode > 7 || Bool.random(using: &generator)
      bytes += FrameEncoder.encode(
        Frame(fin: fin, opcode: Opcode(rawValue: UInt8(opcode)), payload: payload))
    }
    if seed.isMultiple(of: 5) { bytes[bytes.count / 2] ^= 0x11 }
    func outcome(_ chunking: Chunking) -> ([ProtocolMachine.Event], [UInt8]) {
      var machine = machine(.client, limits: ProtocolViolationTests.limits)
      // Where the bytes come one by one, fewer of them are there to be shown.
      let events = machine.events(bytes, chunking).map { event in
        if case .violation(let violation, _) = event {
          ProtocolMachine.Event.violation(violation, offendingBytes: [])
        } else {
          event
        }
      }
      return (events, machine.takeOutput())
    }
    let whole = outcome(.whole)
    for chunking in Chunking.allCases.dropFirst() { #expect(outcome(chunking) == whole) }
  }
}
