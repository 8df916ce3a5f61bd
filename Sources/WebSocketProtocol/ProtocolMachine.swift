/// A connection after its opening handshake, without any I/O: bytes in, events and bytes out (RFC 6455).
///
/// It reads no clock and makes no random numbers. It is a value, but a copy shares its compression with
/// the original, so that only one of them may go on.
public struct ProtocolMachine: Sendable {
  public let role: Role
  public let limits: ProtocolLimits

  /// Whether a ping is answered with a pong at once (RFC 6455 §5.5.2).
  public var answersPings = true

  /// Whether a Close frame, or a violation, is answered with a Close frame at once (RFC 6455 §5.5.1).
  public var answersClose = true

  /// Whether messages are sent compressed, where compression was agreed upon.
  public var compressesMessages = true

  /// The peer's Close frame.
  public private(set) var closeReceived: CloseFrame?

  /// Our Close frame, from the moment that it is in the output.
  public internal(set) var closeSent: CloseFrame?

  /// Which Close frame came first; the other one answers it.
  public internal(set) var firstClose: FrameDirection?

  /// What the peer did wrong; after the first violation nothing that it sends is read.
  public private(set) var violation: ProtocolViolation?

  let compression: (any MessageCompression)?
  let maskingKey: @Sendable () -> MaskingKey
  var output: [UInt8] = []
  var notes: FrameNotes
  private var decoder: FrameDecoder
  private var assembler: MessageAssembler
  private var streamHasEnded = false
  private var hasReportedEnd = false

  /// - Parameters:
  ///   - compression: what was agreed upon in the handshake, or nil.
  ///   - maskingKey: makes an unpredictable key for each frame of a client (RFC 6455 §5.3); a server
  ///     never calls it.
  public init(
    role: Role, limits: ProtocolLimits = ProtocolLimits(),
    compression: (any MessageCompression)? = nil,
    maskingKey: @escaping @Sendable () -> MaskingKey
  ) {
    self.role = role
    self.limits = limits
    self.compression = compression
    self.maskingKey = maskingKey
    notes = FrameNotes(limit: limits.frameNotes)
    decoder = FrameDecoder(
      role: role, payloadLimit: limits.frameBytes, allowsCompression: compression != nil)
    assembler = MessageAssembler(messageLimit: limits.messageBytes)
  }

  /// A server's end, which masks nothing.
  public static func server(
    limits: ProtocolLimits = ProtocolLimits(), compression: (any MessageCompression)? = nil
  ) -> ProtocolMachine {
    ProtocolMachine(role: .server, limits: limits, compression: compression) { .zero }
  }

  public mutating func receive(_ bytes: [UInt8]) {
    if violation == nil { decoder.receive(bytes) }
  }

  public mutating func receive(_ bytes: Span<UInt8>) {
    if violation == nil { decoder.receive(bytes) }
  }

  /// Tells that no more bytes will come.
  public mutating func receiveEndOfStream() { streamHasEnded = true }

  /// The next event, or nil when it takes more bytes. Answers get into the output as it goes.
  public mutating func nextEvent() -> Event? {
    if violation == nil {
      var frame: Frame?
      do throws(ProtocolViolation) {
        if closeReceived != nil {
          if decoder.unfinishedByteCount > 0 { throw .dataAfterClose }
        } else {
          repeat {
            frame = try decoder.nextFrame()
            if let frame, let event = try handle(frame) { return event }
          } while frame != nil
          if let unfinished = decoder.unfinished, !unfinished.header.opcode.isControl {
            try assembler.preview(unfinished)
          }
        }
      } catch {
        return fail(error, at: frame)
      }
    }
    guard streamHasEnded, !hasReportedEnd else { return nil }
    hasReportedEnd = true
    return .endOfStream
  }

  /// Takes the bytes to send.
  public mutating func takeOutput() -> [UInt8] {
    defer { output = [] }
    return output
  }

  public var hasOutput: Bool { !output.isEmpty }

  /// Takes the notes of the frames that came and went since the last time.
  public mutating func takeFrameNotes() -> [FrameNote] { notes.take() }

  /// Bytes received for a frame that is not complete; not 0 at the stream's end means a cut frame.
  public var unfinishedByteCount: Int { decoder.unfinishedByteCount }

  /// Whether both Close frames went, so that the server may end the TCP connection (RFC 6455 §7.1.1).
  public var closingHandshakeIsComplete: Bool { closeReceived != nil && closeSent != nil }

  private mutating func handle(_ frame: Frame) throws(ProtocolViolation) -> Event? {
    notes.add(.received, frame)
    switch frame.header.opcode {
    case .ping:
      if answersPings { sendPong(frame.payload) }
      return .ping(frame.payload)
    case .pong:
      return .pong(frame.payload)
    case .close:
      let close = try CloseFrame(payload: frame.payload)
      closeReceived = close
      if firstClose == nil { firstClose = .received }
      if answersClose { sendClose(code: close.code) }
      return .close(code: close.code, reason: close.reason)
    default:
      guard let message = try assembler.add(frame) else { return nil }
      return try event(of: message)
    }
  }

  private func event(of message: Message) throws(ProtocolViolation) -> Event {
    var payload = message.payload
    if message.isCompressed, let compression {
      payload = try compression.decompress(payload, limit: limits.decompressedBytes)
    }
    guard message.opcode == .text else { return .binary(payload) }
    guard let text = String(validating: payload, as: UTF8.self) else { throw .invalidUTF8 }
    return .text(text)
  }

  /// Fails the connection: says why in a Close frame, and reads no more (RFC 6455 §7.1.7).
  private mutating func fail(_ violation: ProtocolViolation, at frame: Frame?) -> Event {
    self.violation = violation
    let bytes =
      frame.map { FrameDecoder.wireBytes(of: $0, 32) } ?? decoder.wireBytes(32)
    decoder.discard()
    if answersClose { sendClose(code: violation.closeCode) }
    return .violation(violation, offendingBytes: bytes)
  }
}
