import HTTP1

/// Reads frames from bytes as they come, in pieces of any size (RFC 6455 §5.2).
///
/// A violation is found at the first byte that shows it; after one, decoding cannot go on.
public struct FrameDecoder: Sendable {
  /// As much of a frame is kept to be shown. Bytes.
  static let shownBytes = 32

  /// Our own end: a client expects unmasked frames, a server masked ones.
  public let role: Role

  /// Bytes of a frame's payload that are accepted at most.
  public let payloadLimit: Int

  /// Whether RSV1 may mark a compressed message, because compression was agreed upon (RFC 7692 §6).
  public let allowsCompression: Bool

  /// The header of the frame whose payload is under way.
  private(set) var header: FrameHeader?

  /// How much of that payload has come. Bytes.
  private(set) var payloadCount = 0

  /// The payload's first bytes as they came over the wire, without the latest piece.
  private var payloadStart = FrameStart()

  /// Where the latest piece of the payload is among the bytes that it came with.
  private var latestPiece = 0..<0

  /// The part of a header that has come, until it is complete; with a violation also what follows.
  private var headerStart: [UInt8] = []

  // What those use that want whole frames.
  private var input = InputBuffer()
  private var payload: [UInt8] = []

  public init(
    role: Role, payloadLimit: Int = ProtocolLimits.defaultFrameBytes,
    allowsCompression: Bool = false
  ) {
    self.role = role
    self.payloadLimit = payloadLimit
    self.allowsCompression = allowsCompression
  }

  // MARK: Whole frames

  public mutating func receive(_ bytes: [UInt8]) { input.append(bytes) }

  public mutating func receive(_ bytes: Span<UInt8>) { input.append(bytes) }

  /// The next complete frame, or nil when it takes more bytes.
  public mutating func nextFrame() throws(ProtocolViolation) -> Frame? {
    let bytes = input.bytes
    var offset = input.start
    defer { input.consume(offset - input.start) }
    if header == nil { header = try takeHeader(bytes.span, from: &offset) }
    guard let header else { return nil }
    let count = takePayload(bytes.span, from: offset)
    let start = payload.count
    payload.append(copying: bytes.span.extracting(offset..<offset + count))
    header.maskingKey?.apply(to: &payload, from: start, offset: start)
    offset += count
    guard isComplete else { return nil }
    defer {
      payload = []
      endFrame()
    }
    return Frame(header: header, payload: payload)
  }

  /// Bytes received for a frame that is not complete; not 0 at the stream's end means a cut frame.
  public var unfinishedByteCount: Int {
    input.count + headerStart.count
      + (header.map { FrameEncoder.encode($0).count + payloadCount } ?? 0)
  }

  // MARK: Frames in pieces

  /// Whether the next byte begins a frame.
  @inline(__always)
  var isAtRest: Bool { header == nil && headerStart.isEmpty }

  /// Begins the next frame: its header is ``header`` then; false when it takes more bytes.
  mutating func beginFrame(_ bytes: Span<UInt8>, from offset: inout Int)
    throws(ProtocolViolation) -> Bool
  {
    header = try takeHeader(bytes, from: &offset)
    return header != nil
  }

  /// How many bytes from the offset on belong to the frame's payload; they count as received.
  mutating func takePayload(_ bytes: Span<UInt8>, from offset: Int) -> Int {
    let count = min(bytes.count - offset, missing)
    latestPiece = offset..<offset + count
    payloadCount += count
    return count
  }

  /// Keeps the first bytes of the latest piece, for ``firstBytes`` and ``wireBytes``: before those are
  /// asked for, and before the bytes go away.
  mutating func keepStart(_ bytes: Span<UInt8>) {
    payloadStart.add(bytes, latestPiece)
    latestPiece = 0..<0
  }

  /// Bytes of the payload that have not come.
  private var missing: Int { Int(header?.payloadLength ?? 0) - payloadCount }

  var isComplete: Bool { missing == 0 }

  /// Forgets the frame: the next bytes are another header.
  mutating func endFrame() {
    header = nil
    payloadCount = 0
    latestPiece = 0..<0
    payloadStart.clear()
  }

  /// The first bytes of the payload, unmasked.
  var firstBytes: [UInt8] {
    var bytes = payloadStart.bytes
    header?.maskingKey?.apply(to: &bytes)
    return bytes
  }

  /// Keeps the bytes of a violation that were not read any more.
  mutating func keepShown(_ bytes: Span<UInt8>, from offset: Int) {
    if header != nil {
      keepStart(bytes)
      _ = takePayload(bytes, from: offset)
      keepStart(bytes)
      return
    }
    let count = min(bytes.count - offset, FrameDecoder.shownBytes - headerStart.count)
    if count > 0 { headerStart.append(copying: bytes.extracting(offset..<offset + count)) }
  }

  /// The current frame as it came over the wire, its first 32 bytes.
  ///
  /// The header is written anew: it was minimal, or it would have been a violation.
  var wireBytes: [UInt8] {
    guard let header else { return headerStart }
    return Array((FrameEncoder.encode(header) + payloadStart.bytes).prefix(FrameDecoder.shownBytes))
  }

  /// Forgets everything received.
  mutating func discard() {
    input = InputBuffer()
    headerStart = []
    payload = []
    endFrame()
  }

  // MARK: Headers

  private mutating func takeHeader(_ bytes: Span<UInt8>, from offset: inout Int)
    throws(ProtocolViolation) -> FrameHeader?
  {
    if headerStart.isEmpty {
      if let (header, size) = try parse(bytes, from: offset) {
        offset += size
        return header
      }
      headerStart.append(copying: bytes.extracting(offset..<bytes.count))
      offset = bytes.count
      return nil
    }
    // A header that comes in pieces: 14 bytes at most, so that one by one is fine.
    while offset < bytes.count {
      headerStart.append(bytes[offset])
      offset += 1
      if let (header, _) = try parse(headerStart.span, from: 0) {
        headerStart = []
        return header
      }
    }
    return nil
  }

  private func parse(_ bytes: Span<UInt8>, from start: Int) throws(ProtocolViolation) -> (
    FrameHeader, size: Int
  )? {
    let count = bytes.count - start
    guard count > 0 else { return nil }
    var header = try readFirstByte(bytes[start])

    guard count >= 2 else { return nil }
    let second = bytes[start + 1]
    let isMasked = second & 0x80 != 0
    if isMasked && role == .client { throw .maskedFrameFromServer }
    if !isMasked && role == .server { throw .unmaskedFrameFromClient }

    let short = second & 0x7F
    let lengthBytes = short == 127 ? 8 : short == 126 ? 2 : 0
    var size = 2 + lengthBytes
    guard count >= size else { return nil }
    var length = lengthBytes == 0 ? UInt64(short) : 0
    for place in 0..<lengthBytes { length = length << 8 | UInt64(bytes[start + 2 + place]) }
    try check(length, lengthBytes: lengthBytes, of: header)
    header.payloadLength = length

    if isMasked {
      guard count >= size + 4 else { return nil }
      let key = start + size
      header.maskingKey = MaskingKey(bytes[key], bytes[key + 1], bytes[key + 2], bytes[key + 3])
      size += 4
    }
    return (header, size)
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

/// The first bytes of a payload, kept without an allocation.
private struct FrameStart: Sendable {
  private var storage = InlineArray<32, UInt8>(repeating: 0)
  private var count = 0

  mutating func add(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    for index in range {
      guard count < FrameDecoder.shownBytes else { return }
      storage[count] = bytes[index]
      count += 1
    }
  }

  mutating func clear() { count = 0 }

  var bytes: [UInt8] { (0..<count).map { storage[$0] } }
}
