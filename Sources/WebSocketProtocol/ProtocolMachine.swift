import HTTP1

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

  /// Whether the Close frame that answers a violation waits for ``answerViolation()``: messages that came
  /// before it may still get their answers then.
  package var delaysFailure = false

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
  /// The bytes to send, for one who moves them on without a copy.
  package var output: [UInt8] = []
  var notes: FrameNotes
  var decoder: FrameDecoder
  var assembler: MessageAssembler

  /// What was received and not looked at yet.
  private var input = InputBuffer()

  /// The payload of the control frame under way, unmasked.
  private var control: [UInt8] = []
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
    assembler = MessageAssembler(limits: limits, compression: compression)
  }

  /// A server's end, which masks nothing.
  public static func server(
    limits: ProtocolLimits = ProtocolLimits(), compression: (any MessageCompression)? = nil
  ) -> ProtocolMachine {
    ProtocolMachine(role: .server, limits: limits, compression: compression) { .zero }
  }

  public mutating func receive(_ bytes: [UInt8]) {
    if violation == nil { input.append(bytes) }
  }

  public mutating func receive(_ bytes: Span<UInt8>) {
    if violation == nil { input.append(bytes) }
  }

  /// Tells that no more bytes will come.
  public mutating func receiveEndOfStream() { streamHasEnded = true }

  /// The next event, or nil when it takes more bytes. Answers get into the output as it goes.
  public mutating func nextEvent() -> Event? {
    let bytes = input.bytes
    var offset = input.start
    let event = nextEvent(in: bytes.span, from: &offset)
    if violation == nil { input.consume(offset - input.start) }
    return event
  }

  /// The next event, or nil when it takes more bytes; those from `offset` on are read where they are, and
  /// it has moved behind what was read. Not to be mixed with ``receive(_:)-([UInt8])``.
  public mutating func nextEvent(in bytes: Span<UInt8>, from offset: inout Int) -> Event? {
    if violation == nil {
      do throws(ProtocolViolation) {
        if let event = try advance(bytes, from: &offset) { return event }
      } catch {
        decoder.keepShown(bytes, from: offset)
        offset = bytes.count
        return fail(error)
      }
    } else {
      offset = bytes.count
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
  public var unfinishedByteCount: Int { input.count + decoder.unfinishedByteCount }

  /// Whether both Close frames went, so that the server may end the TCP connection (RFC 6455 §7.1.1).
  public var closingHandshakeIsComplete: Bool { closeReceived != nil && closeSent != nil }

  private mutating func advance(_ bytes: Span<UInt8>, from offset: inout Int)
    throws(ProtocolViolation) -> Event?
  {
    while true {
      if closeReceived != nil {
        if offset < bytes.count { throw .dataAfterClose }
        return nil
      }
      if decoder.header == nil {
        if let event = takeWholeMessage(bytes, from: &offset) { return event }
        guard try decoder.beginFrame(bytes, from: &offset) else { return nil }
        if let header = decoder.header, !header.opcode.isControl { try assembler.begin(header) }
      }
      guard let header = decoder.header else { return nil }
      let before = decoder.payloadCount
      let start = offset
      offset += decoder.takePayload(bytes, from: offset)
      let piece = bytes.extracting(start..<offset)
      if header.opcode.isControl {
        control.append(copying: piece)
      } else if !piece.isEmpty {
        try assembler.add(piece, of: header, offset: before)
      }
      guard decoder.isComplete else {
        decoder.keepStart(bytes)
        return nil
      }
      if let event = try handle(header, bytes) { return event }
    }
  }

  private mutating func endFrame(_ header: FrameHeader, _ bytes: Span<UInt8>) {
    if notes.areKept {
      decoder.keepStart(bytes)
      notes.add(.received, header, firstBytes: decoder.firstBytes)
    }
    decoder.endFrame()
  }

  /// Handles a frame that is complete.
  private mutating func handle(_ header: FrameHeader, _ bytes: Span<UInt8>)
    throws(ProtocolViolation) -> Event?
  {
    guard header.opcode.isControl else {
      let message = try assembler.end(header)
      endFrame(header, bytes)
      return message.map(event)
    }
    var payload: [UInt8] = []
    swap(&payload, &control)
    header.maskingKey?.apply(to: &payload)
    if header.opcode == .close {
      let close = try CloseFrame(payload: payload)
      endFrame(header, bytes)
      return handle(close)
    }
    endFrame(header, bytes)
    guard header.opcode == .ping else { return .pong(payload) }
    if answersPings { sendPong(payload) }
    return .ping(payload)
  }

  private mutating func handle(_ close: CloseFrame) -> Event {
    closeReceived = close
    if firstClose == nil { firstClose = .received }
    if answersClose { sendClose(code: close.code) }
    return .close(code: close.code, reason: close.reason)
  }

  private func event(of message: Message) -> Event {
    switch message {
    case .text(let text): .text(text)
    case .binary(let bytes): .binary(bytes)
    }
  }

  /// Fails the connection: says why in a Close frame, and reads no more (RFC 6455 §7.1.7).
  private mutating func fail(_ violation: ProtocolViolation) -> Event {
    self.violation = violation
    // A frame that came whole is in the notes, broken as it is.
    if let header = decoder.header, decoder.isComplete {
      notes.add(.received, header, firstBytes: decoder.firstBytes)
    }
    let bytes = decoder.wireBytes
    decoder.discard()
    assembler.forget()
    control = []
    input = InputBuffer()
    if !delaysFailure { answerViolation() }
    return .violation(violation, offendingBytes: bytes)
  }

  /// Whether a violation waits for its Close frame.
  package var owesClose: Bool { violation != nil && answersClose && closeSent == nil }

  /// Answers a violation with a Close frame, if that has not been done.
  package mutating func answerViolation() {
    if owesClose, let violation { sendClose(code: violation.closeCode) }
  }
}
