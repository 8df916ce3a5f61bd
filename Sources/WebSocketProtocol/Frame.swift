/// What stands before a frame's payload (RFC 6455 §5.2).
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-------+-+-------------+-------------------------------+
/// |F|R|R|R| opcode|M| Payload len |    Extended payload length    |
/// |I|S|S|S|  (4)  |A|     (7)     |    (16 bits if 126,           |
/// |N|V|V|V|       |S|             |     64 bits if 127)           |
/// | |1|2|3|       |K|             |                               |
/// +-+-+-+-+-------+-+-------------+-------------------------------+
/// |            Masking-key (32 bits, if MASK is set)              |
/// +---------------------------------------------------------------+
/// ```
public struct FrameHeader: Sendable, Hashable {
  /// Whether this is the last fragment of its message.
  public var fin: Bool

  /// Set on the first frame of a compressed message (RFC 7692 §6).
  public var rsv1: Bool
  public var rsv2: Bool
  public var rsv3: Bool
  public var opcode: Opcode

  /// The key that masks the payload, or nil when it goes unmasked.
  public var maskingKey: MaskingKey?

  /// Bytes of the payload.
  public var payloadLength: UInt64

  public init(
    fin: Bool = true, rsv1: Bool = false, rsv2: Bool = false, rsv3: Bool = false, opcode: Opcode,
    maskingKey: MaskingKey? = nil, payloadLength: UInt64
  ) {
    self.fin = fin
    self.rsv1 = rsv1
    self.rsv2 = rsv2
    self.rsv3 = rsv3
    self.opcode = opcode
    self.maskingKey = maskingKey
    self.payloadLength = payloadLength
  }

  /// The three reserved bits as a number: RSV1 counts 4, RSV2 2, RSV3 1.
  public var rsv: UInt8 { (rsv1 ? 4 : 0) | (rsv2 ? 2 : 0) | (rsv3 ? 1 : 0) }
}

/// A frame: its header and its payload, always unmasked.
public struct Frame: Sendable, Hashable {
  public var header: FrameHeader
  public var payload: [UInt8]

  /// A frame whose header may say something else than its payload is; for servers that misbehave.
  public init(header: FrameHeader, payload: [UInt8]) {
    self.header = header
    self.payload = payload
  }

  public init(
    fin: Bool = true, rsv1: Bool = false, opcode: Opcode, payload: [UInt8],
    maskingKey: MaskingKey? = nil
  ) {
    header = FrameHeader(
      fin: fin, rsv1: rsv1, opcode: opcode, maskingKey: maskingKey,
      payloadLength: UInt64(payload.count))
    self.payload = payload
  }
}
