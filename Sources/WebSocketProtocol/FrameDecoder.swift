import HTTP1

/// Reads frames from bytes as they come, in pieces of any size (RFC 6455 §5.2).
///
/// A violation is found at the first byte that shows it; after one, decoding cannot go on.
public struct FrameDecoder: Sendable {
  /// Our own end: a client expects unmasked frames, a server masked ones.
  public let role: Role

  /// Bytes of a frame's payload that are accepted at most.
  public let payloadLimit: Int

  /// Whether RSV1 may mark a compressed message, because compression was agreed upon (RFC 7692 §6).
  public let allowsCompression: Bool

  private var input = InputBuffer()
  private var header: FrameHeader?

  /// The part of the current frame's payload that has come in pieces, unmasked.
  private var payload: [UInt8] = []

  public init(
    role: Role, payloadLimit: Int = ProtocolLimits.defaultFrameBytes,
    allowsCompression: Bool = false
  ) {
    self.role = role
    self.payloadLimit = payloadLimit
    self.allowsCompression = allowsCompression
  }

  public mutating func receive(_ bytes: [UInt8]) { input.append(bytes) }

  public mutating func receive(_ bytes: Span<UInt8>) { input.append(bytes) }

  /// The next complete frame, or nil when it takes more bytes.
  public mutating func nextFrame() throws(ProtocolViolation) -> Frame? {
    if header == nil { header = try takeHeader() }
    guard let header else { return nil }
    let missing = Int(header.payloadLength) - payload.count
    if missing > 0 {
      var piece = input.take(missing)
      let isWhole = piece.count == missing
      header.maskingKey?.apply(to: &piece, offset: payload.count)
      if payload.isEmpty { payload = piece } else { payload += piece }
      guard isWhole else { return nil }
    }
    let frame = Frame(header: header, payload: payload)
    self.header = nil
    payload = []
    return frame
  }

  /// The frame whose payload has only partly come.
  var unfinished: Frame? { header.map { Frame(header: $0, payload: payload) } }

  /// Bytes received for a frame that is not complete; not 0 at the stream's end means a cut frame.
  public var unfinishedByteCount: Int {
    input.count + (header.map { FrameEncoder.encode($0).count + payload.count } ?? 0)
  }

  /// The unread bytes from the current frame's start on, as they came over the wire, `limit` at most.
  ///
  /// The header is written anew: it was minimal, or it would have been a violation.
  func wireBytes(_ limit: Int) -> [UInt8] {
    guard let unfinished else { return Array(input.prefix(limit)) }
    return FrameDecoder.wireBytes(of: unfinished, limit)
  }

  /// A decoded frame's first bytes as they came over the wire.
  static func wireBytes(of frame: Frame, _ limit: Int) -> [UInt8] {
    let start = Frame(header: frame.header, payload: Array(frame.payload.prefix(limit)))
    return Array(FrameEncoder.encode(start).prefix(limit))
  }

  /// Forgets everything received.
  mutating func discard() {
    input = InputBuffer()
    header = nil
    payload = []
  }

  private mutating func takeHeader() throws(ProtocolViolation) -> FrameHeader? {
    let bytes = input.prefix(14)
    let start = bytes.startIndex
    guard let first = bytes.first else { return nil }
    var header = try readFirstByte(first)

    guard bytes.count >= 2 else { return nil }
    let second = bytes[start + 1]
    let isMasked = second & 0x80 != 0
    if isMasked && role == .client { throw .maskedFrameFromServer }
    if !isMasked && role == .server { throw .unmaskedFrameFromClient }

    let short = second & 0x7F
    let lengthBytes = short == 127 ? 8 : short == 126 ? 2 : 0
    guard bytes.count >= 2 + lengthBytes else { return nil }
    let length =
      lengthBytes == 0
      ? UInt64(short)
      : bytes[(start + 2)..<(start + 2 + lengthBytes)].reduce(0) { $0 << 8 | UInt64($1) }
    try check(length, lengthBytes: lengthBytes, of: header)
    header.payloadLength = length

    var size = 2 + lengthBytes
    if isMasked {
      guard bytes.count >= size + 4 else { return nil }
      let key = start + size
      header.maskingKey = MaskingKey(bytes[key], bytes[key + 1], bytes[key + 2], bytes[key + 3])
      size += 4
    }
    input.consume(size)
    return header
  }

  private func readFirstByte(_ byte: UInt8) throws(ProtocolViolation) -> FrameHeader {
    let header = FrameHeader(
      fin: byte & 0x80 != 0, rsv1: byte & 0x40 != 0, rsv2: byte & 0x20 != 0,
      rsv3: byte & 0x10 != 0, opcode: Opcode(rawValue: byte), payloadLength: 0)
    if header.rsv1 && !allowsCompression { throw .reservedBitSet(1) }
    if header.rsv2 { throw .reservedBitSet(2) }
    if header.rsv3 { throw .reservedBitSet(3) }
    if header.opcode.isReserved { throw .reservedOpcode(header.opcode) }
    if header.opcode.isControl {
      if header.rsv1 { throw .compressedControlFrame(header.opcode) }
      if !header.fin { throw .fragmentedControlFrame(header.opcode) }
    }
    if header.rsv1 && header.opcode == .continuation { throw .compressedContinuation }
    return header
  }

  private func check(_ length: UInt64, lengthBytes: Int, of header: FrameHeader)
    throws(ProtocolViolation)
  {
    if length >> 63 == 1 { throw .lengthTopBitSet }
    if lengthBytes == 2 && length < 126 || lengthBytes == 8 && length <= 0xFFFF {
      throw .nonMinimalLength(length)
    }
    if header.opcode.isControl && length > 125 { throw .controlFrameTooLong(length) }
    if length > UInt64(payloadLimit) { throw .frameTooLarge(length: length, limit: payloadLimit) }
  }
}
