import WebSocketProtocol

/// A frame as a case sends it: any bits, any length form, masked or not.
struct RawFrame: Sendable {
  var fin = true
  /// The three reserved bits: RSV1 counts 4, RSV2 2, RSV3 1.
  var rsv: UInt8 = 0
  var opcode: Opcode
  var payload: [UInt8] = []
  var isMasked = true
  var lengthForm = FrameEncoder.LengthForm.minimal
  /// What the header says where that isn't the payload's length.
  var declaredLength: UInt64?
  /// The key where it matters; else a random one.
  var key: MaskingKey?

  static func text(_ text: String, fin: Bool = true) -> RawFrame {
    RawFrame(fin: fin, opcode: .text, payload: Array(text.utf8))
  }

  static func text(_ octets: [UInt8], fin: Bool = true) -> RawFrame {
    RawFrame(fin: fin, opcode: .text, payload: octets)
  }

  static func binary(_ octets: [UInt8], fin: Bool = true) -> RawFrame {
    RawFrame(fin: fin, opcode: .binary, payload: octets)
  }

  static func continuation(_ octets: [UInt8], fin: Bool = true) -> RawFrame {
    RawFrame(fin: fin, opcode: .continuation, payload: octets)
  }

  static func continuation(_ text: String, fin: Bool = true) -> RawFrame {
    continuation(Array(text.utf8), fin: fin)
  }

  static func ping(_ payload: [UInt8] = []) -> RawFrame {
    RawFrame(opcode: .ping, payload: payload)
  }

  static func ping(_ text: String) -> RawFrame { ping(Array(text.utf8)) }

  static func pong(_ text: String = "") -> RawFrame {
    RawFrame(opcode: .pong, payload: Array(text.utf8))
  }

  static func close(_ code: UInt16, _ reason: String = "") -> RawFrame {
    RawFrame(
      opcode: .close, payload: [UInt8(code >> 8), UInt8(code & 0xFF)] + Array(reason.utf8))
  }

  static func close(payload: [UInt8]) -> RawFrame { RawFrame(opcode: .close, payload: payload) }

  func with(_ change: (inout RawFrame) -> Void) -> RawFrame {
    var copy = self
    change(&copy)
    return copy
  }

  /// The octets on the wire.
  var bytes: [UInt8] {
    let key = isMasked ? key ?? MaskingKey(rawValue: .random(in: 1 ... .max)) : nil
    let header = FrameHeader(
      fin: fin, rsv1: rsv & 4 != 0, rsv2: rsv & 2 != 0, rsv3: rsv & 1 != 0, opcode: opcode,
      maskingKey: key, payloadLength: declaredLength ?? UInt64(payload.count))
    return FrameEncoder.encode(Frame(header: header, payload: payload), lengthForm: lengthForm)
  }

  /// In a few words, for a transcript.
  var summary: String {
    var words = ["\(opcode)"]
    if opcode == .close, payload.count >= 2 {
      words[0] = "Close \(Int(payload[0]) << 8 | Int(payload[1]))"
    }
    words.append("\(payload.count) bytes")
    if !fin { words.append("FIN=0") }
    if rsv != 0 { words.append("RSV=\(rsv)") }
    if !isMasked { words.append("unmasked") }
    switch lengthForm {
    case .minimal: break
    case .sixteenBits: words.append("length in 16 bits")
    case .sixtyFourBits: words.append("length in 64 bits")
    }
    if let declaredLength { words.append("length said to be \(declaredLength)") }
    return words.joined(separator: ", ")
  }
}

extension [RawFrame] {
  var bytes: [UInt8] { flatMap(\.bytes) }
}
