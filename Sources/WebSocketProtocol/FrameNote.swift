/// What is remembered of a frame that went over the connection.
public struct FrameNote: Sendable, Hashable {
  public var direction: FrameDirection
  public var opcode: Opcode
  public var fin: Bool

  /// The reserved bits: RSV1 counts 4, RSV2 2, RSV3 1.
  public var rsv: UInt8

  /// Bytes of the payload.
  public var length: UInt64

  /// The first 32 bytes of the payload, unmasked, as compressed as they were on the wire.
  public var firstBytes: [UInt8]

  init(_ direction: FrameDirection, _ header: FrameHeader, firstBytes: [UInt8]) {
    self.direction = direction
    opcode = header.opcode
    fin = header.fin
    rsv = header.rsv
    length = header.payloadLength
    self.firstBytes = firstBytes
  }

  /// 32 bytes show a JSON message's kind or a STOMP command, and leave most secrets out.
  static let byteLimit = 32
}

/// The latest notes, up to a number.
struct FrameNotes: Sendable {
  private let limit: Int
  private var notes: [FrameNote] = []

  init(limit: Int) { self.limit = limit }

  var areKept: Bool { limit > 0 }

  mutating func add(_ direction: FrameDirection, _ header: FrameHeader, firstBytes: [UInt8]) {
    guard areKept else { return }
    // Dropping a whole load at once costs less than moving all of them for each.
    if notes.count >= 2 * limit { notes.removeFirst(limit) }
    notes.append(FrameNote(direction, header, firstBytes: firstBytes))
  }

  mutating func take() -> [FrameNote] {
    defer { notes = [] }
    return notes.suffix(limit)
  }
}
