import HTTP1

/// Writes frames (RFC 6455 §5.2). It writes what it is told, also what a peer must refuse.
public enum FrameEncoder {
  /// How the payload length is written; only the minimal form is allowed.
  public enum LengthForm: Sendable, Hashable {
    case minimal
    case sixteenBits
    case sixtyFourBits
  }

  /// The frame's bytes; the payload is masked if the header has a key.
  public static func encode(_ frame: Frame, lengthForm: LengthForm = .minimal) -> [UInt8] {
    var bytes: [UInt8] = []
    append(frame, to: &bytes, lengthForm: lengthForm)
    return bytes
  }

  /// The header's bytes: 2–14.
  public static func encode(_ header: FrameHeader, lengthForm: LengthForm = .minimal) -> [UInt8] {
    var bytes: [UInt8] = []
    append(header, to: &bytes, lengthForm: lengthForm)
    return bytes
  }

  /// Appends the frame's bytes; the payload is masked if the header has a key.
  public static func append(
    _ frame: Frame, to bytes: inout [UInt8], lengthForm: LengthForm = .minimal
  ) {
    append(frame.header, frame.payload.span, to: &bytes, lengthForm: lengthForm)
  }

  static func append(
    _ header: FrameHeader, _ payload: Span<UInt8>, to bytes: inout [UInt8],
    lengthForm: LengthForm = .minimal
  ) {
    append(header, to: &bytes, lengthForm: lengthForm)
    if let key = header.maskingKey {
      key.append(payload, to: &bytes)
    } else {
      bytes.append(copying: payload)
    }
  }

  static func append(
    _ header: FrameHeader, to bytes: inout [UInt8], lengthForm: LengthForm = .minimal
  ) {
    bytes.append((header.fin ? 0x80 : 0) | header.rsv << 4 | header.opcode.rawValue)
    let maskBit: UInt8 = header.maskingKey == nil ? 0 : 0x80
    let length = header.payloadLength
    let form = lengthForm == .minimal ? shortestForm(for: length) : lengthForm
    switch form {
    case .minimal:
      bytes.append(maskBit | UInt8(length))
    case .sixteenBits:
      bytes.append(maskBit | 126)
      appendBigEndian(length, byteCount: 2, to: &bytes)
    case .sixtyFourBits:
      bytes.append(maskBit | 127)
      appendBigEndian(length, byteCount: 8, to: &bytes)
    }
    if let key = header.maskingKey {
      appendBigEndian(UInt64(key.rawValue), byteCount: 4, to: &bytes)
    }
  }

  /// `.minimal` here means that seven bits are enough.
  private static func shortestForm(for length: UInt64) -> LengthForm {
    length <= 125 ? .minimal : length <= 0xFFFF ? .sixteenBits : .sixtyFourBits
  }

  private static func appendBigEndian(_ number: UInt64, byteCount: Int, to bytes: inout [UInt8]) {
    for place in stride(from: byteCount - 1, through: 0, by: -1) {
      bytes.append(UInt8(truncatingIfNeeded: number >> (8 * UInt64(place))))
    }
  }
}
