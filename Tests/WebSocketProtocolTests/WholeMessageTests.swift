import Testing
import WebSocketProtocol

/// A message that is there whole takes a short way; what is wrong with it is found all the same.
@Suite struct WholeMessageTests {
  struct Vector: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let role: Role
    let bytes: [UInt8]
    let violation: ProtocolViolation

    init(
      _ name: String, _ bytes: [UInt8], _ violation: ProtocolViolation, at role: Role = .client
    ) {
      testDescription = name
      self.role = role
      self.bytes = bytes
      self.violation = violation
    }
  }

  private static func letters(_ count: Int) -> [UInt8] { [UInt8](repeating: 0x61, count: count) }

  private static let wrong = [
    Vector(
      "a frame beyond our limit", [0x82, 0x7E, 0x00, 0xC8] + letters(200),
      .frameTooLarge(length: 200, limit: 150)),
    Vector(
      "a message beyond our limit", [0x81, 0x7E, 0x00, 0x80] + letters(128),
      .messageTooLarge(limit: 100)),
    Vector(
      "no mask of a client", [0x81, 0x05] + letters(5), .unmaskedFrameFromClient, at: .server),
    Vector(
      "a mask of a server", [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D] + letters(5),
      .maskedFrameFromServer),
    Vector("16 bits for five", [0x82, 0x7E, 0x00, 0x05] + letters(5), .nonMinimalLength(5)),
    Vector(
      "64 bits for five", [0x82, 0x7F, 0, 0, 0, 0, 0, 0, 0, 0x05] + letters(5),
      .nonMinimalLength(5)),
    Vector(
      "the highest bit", [0x82, 0x7F, 0x80, 0, 0, 0, 0, 0, 0, 0x05] + letters(5), .lengthTopBitSet),
    Vector(
      "the longest", [0x82, 0x7F, 0x7F] + [UInt8](repeating: 0xFF, count: 7) + letters(5),
      .frameTooLarge(length: UInt64(Int64.max), limit: 150)),
    Vector(
      "within another one", [0x01, 0x01, 0x61, 0x81, 0x01, 0x61], .expectedContinuation(got: .text)),
    Vector("no UTF-8", [0x81, 0x02, 0xC3, 0x28], .invalidUTF8),
    Vector("half a character", [0x81, 0x01, 0xC3], .invalidUTF8),
    Vector("a reserved bit", [0xC1, 0x01, 0x61], .reservedBitSet(1)),
  ]

  @Test(arguments: wrong, Chunking.allCases)
  func `what is wrong is found`(vector: Vector, chunking: Chunking) {
    var machine = machine(vector.role, limits: ProtocolLimits(frameBytes: 150, messageBytes: 100))
    let events = machine.events(vector.bytes, chunking)
    guard case .violation(let violation, _)? = events.last, events.count == 1 else {
      Issue.record("\(events)")
      return
    }
    #expect(violation == vector.violation)
  }

  @Test(arguments: [0, 1, 125, 126, 0x8105, 65_535, 65_536, 200_000], Chunking.allCases)
  func `all lengths are read, and what follows`(count: Int, chunking: Chunking) {
    let payload = Self.letters(count)
    var bytes: [UInt8] = []
    for opcode in [Opcode.binary, .text] {
      bytes += FrameEncoder.encode(Frame(opcode: opcode, payload: payload))
    }
    var machine = machine(.client)
    #expect(
      machine.events(bytes + [0x89, 0x00], chunking) == [
        .binary(payload), .text(String(decoding: payload, as: UTF8.self)), .ping([]),
      ])
  }

  @Test(arguments: Chunking.allCases)
  func `a frame has a limit of its own`(chunking: Chunking) {
    var machine = machine(.client, limits: ProtocolLimits(frameBytes: 150, messageBytes: 1000))
    let events = machine.events([0x82, 0x7E, 0x00, 0xC8] + Self.letters(200), chunking)
    guard case .violation(.frameTooLarge(length: 200, limit: 150), _)? = events.last else {
      Issue.record("\(events)")
      return
    }
  }

  @Test func `a key that looks like a length isn't one`() {
    var machine = machine(.client)
    let events = machine.events([0x82, 0x84, 0, 0, 0, 0, 0, 1, 0, 0] + Self.letters(65_536))
    guard case .violation(.maskedFrameFromServer, _)? = events.last, events.count == 1 else {
      Issue.record("\(events.count) events")
      return
    }
  }

  @Test func `a length that looks like a frame isn't one`() {
    let payload = Self.letters(0x8105)
    var machine = machine(.client)
    // Text of five octets, if the first two bytes were forgotten.
    machine.receive([0x82, 0x7E])
    #expect(machine.nextEvent() == nil)
    machine.receive([0x81, 0x05] + payload)
    #expect(machine.nextEvent() == .binary(payload))
    #expect(machine.nextEvent() == nil)
  }
}
