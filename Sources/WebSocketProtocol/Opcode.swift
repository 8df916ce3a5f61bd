/// What a frame is: four bits, of which RFC 6455 §5.2 gives six values a meaning.
public struct Opcode: RawRepresentable, Sendable, Hashable {
  /// 0–15; only the lower four bits exist on the wire.
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue & 0x0F }

  public static let continuation = Opcode(rawValue: 0x0)
  public static let text = Opcode(rawValue: 0x1)
  public static let binary = Opcode(rawValue: 0x2)
  public static let close = Opcode(rawValue: 0x8)
  public static let ping = Opcode(rawValue: 0x9)
  public static let pong = Opcode(rawValue: 0xA)

  /// Whether the frame is about the connection rather than a part of a message (RFC 6455 §5.5).
  public var isControl: Bool { rawValue >= 0x8 }

  /// Whether no standard gives it a meaning: 3–7 and 11–15.
  public var isReserved: Bool { rawValue & 0x7 > 2 }
}

extension Opcode: CustomStringConvertible {
  public var description: String {
    switch self {
    case .continuation: "continuation"
    case .text: "text"
    case .binary: "binary"
    case .close: "close"
    case .ping: "ping"
    case .pong: "pong"
    default: "opcode \(rawValue)"
    }
  }
}
