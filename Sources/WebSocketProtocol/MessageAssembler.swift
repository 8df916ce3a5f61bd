import HTTP1

/// A complete message.
enum Message: Sendable, Hashable {
  case text(String)
  case binary([UInt8])
}

/// Puts the payloads of data frames together, decompresses and checks them as they come (RFC 6455 §5.4);
/// control frames do not come here.
struct MessageAssembler: Sendable {
  /// As much is reserved for a message that is announced, and may never come. Bytes.
  private static let reserved: UInt64 = 1 << 20

  private let limits: ProtocolLimits
  private let compression: (any MessageCompression)?

  /// What the message is whose last fragment has not come.
  private var opcode: Opcode?
  private var isCompressed = false

  /// Bytes of that message over the wire, those of the frame under way all counted.
  private var wireCount: UInt64 = 0

  /// The message as far as it has come, decompressed.
  private var message: [UInt8] = []
  private var validator = UTF8Validator()

  /// Bytes of the message that the validator has seen.
  private var validated = 0

  init(limits: ProtocolLimits, compression: (any MessageCompression)?) {
    self.limits = limits
    self.compression = compression
  }

  /// Whether no message is under way.
  var isAtRest: Bool { opcode == nil }

  /// Begins a frame: whether it may come now, and whether the message is still within our limits.
  mutating func begin(_ header: FrameHeader) throws(ProtocolViolation) {
    let isContinuation = header.opcode == .continuation
    if opcode == nil {
      if isContinuation { throw .unexpectedContinuation }
      opcode = header.opcode
      isCompressed = header.rsv1
    } else if !isContinuation {
      throw .expectedContinuation(got: header.opcode)
    }
    guard wireCount + header.payloadLength <= UInt64(limits.messageBytes) else {
      throw .messageTooLarge(limit: limits.messageBytes)
    }
    wireCount += header.payloadLength
  }

  /// Takes a piece of the frame's payload; `offset` is the place of its first byte there.
  mutating func add(_ piece: Span<UInt8>, of header: FrameHeader, offset: Int)
    throws(ProtocolViolation)
  {
    if isCompressed {
      try decompress(piece, of: header, offset: offset)
    } else {
      if message.isEmpty {
        message.reserveCapacity(Int(min(header.payloadLength, MessageAssembler.reserved)))
      }
      if let key = header.maskingKey {
        key.append(piece, to: &message, offset: offset)
      } else {
        message.append(copying: piece)
      }
    }
    try validate()
  }

  /// Ends the frame; gives the message if this was its last one.
  mutating func end(_ header: FrameHeader) throws(ProtocolViolation) -> Message? {
    guard header.fin else { return nil }
    if isCompressed, let compression {
      try compression.finish(into: &message, limit: limits.decompressedBytes)
      try validate()
    }
    guard validator.isAtBoundary else { throw .invalidUTF8 }
    defer { forget() }
    guard opcode == .text else { return .binary(message) }
    return .text(String(decoding: message, as: UTF8.self))
  }

  /// Forgets the message: the next frame begins another one.
  mutating func forget() {
    opcode = nil
    wireCount = 0
    message = []
    validated = 0
    validator = UTF8Validator()
  }

  private mutating func decompress(_ piece: Span<UInt8>, of header: FrameHeader, offset: Int)
    throws(ProtocolViolation)
  {
    guard let compression else { throw .invalidCompressedData }
    let limit = limits.decompressedBytes
    guard let key = header.maskingKey else {
      return try compression.decompress(piece, into: &message, limit: limit)
    }
    var unmasked = [UInt8](copying: piece)
    key.apply(to: &unmasked, offset: offset)
    try compression.decompress(unmasked.span, into: &message, limit: limit)
  }

  private mutating func validate() throws(ProtocolViolation) {
    guard opcode == .text else { return }
    let message = message
    let start = validated
    let fresh = message.span.extracting(start..<message.count)
    validated = message.count
    guard validator.firstInvalid(in: fresh) == nil else { throw .invalidUTF8 }
  }
}
