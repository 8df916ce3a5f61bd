import HTTP1

extension ProtocolMachine {
  /// Whether frames may still be sent: none may follow our Close frame (RFC 6455 §5.5.1).
  public var canSend: Bool { closeSent == nil }

  /// Sends a text message in one frame; false, and nothing is sent, after our Close frame.
  @discardableResult
  public mutating func send(text: String) -> Bool {
    var text = text
    text.makeContiguousUTF8()
    return sendMessage(.text, text.utf8.span)
  }

  /// Sends a binary message in one frame; false, and nothing is sent, after our Close frame.
  @discardableResult
  public mutating func send(binary: [UInt8]) -> Bool {
    sendMessage(.binary, binary.span)
  }

  /// Sends one fragment, uncompressed: the first with `.text` or `.binary`, the others as continuations.
  ///
  /// False, and nothing is sent, after our Close frame. The caller keeps the order of RFC 6455 §5.4.
  @discardableResult
  public mutating func sendFragment(_ opcode: Opcode, _ payload: [UInt8], fin: Bool) -> Bool {
    guard canSend else { return false }
    write(FrameHeader(fin: fin, opcode: opcode, payloadLength: 0), payload.span)
    return true
  }

  /// Sends a ping; false, and nothing is sent, with more than 125 bytes or after our Close frame.
  @discardableResult
  public mutating func sendPing(_ payload: [UInt8] = []) -> Bool {
    sendControl(.ping, payload)
  }

  /// Sends a pong, asked for or not (RFC 6455 §5.5.3); false as with `sendPing`.
  @discardableResult
  public mutating func sendPong(_ payload: [UInt8] = []) -> Bool {
    sendControl(.pong, payload)
  }

  /// Sends our Close frame; false, and nothing is sent, the second time or with a forbidden code.
  ///
  /// A reason of more than 123 bytes is cut behind a whole character; without a code there is none.
  @discardableResult
  public mutating func sendClose(code: CloseCode? = .normalClosure, reason: String = "") -> Bool {
    guard code?.mayAppearOnTheWire ?? true else { return false }
    let close = CloseFrame(code: code, reason: code == nil ? "" : reason)
    guard sendControl(.close, close.payload) else { return false }
    closeSent = close
    if firstClose == nil { firstClose = .sent }
    return true
  }

  /// Sends any frame as it is, rule or no rule: for servers that misbehave on purpose.
  ///
  /// A client's frame is masked only if its header has a key.
  public mutating func sendUnchecked(
    _ frame: Frame, lengthForm: FrameEncoder.LengthForm = .minimal
  ) {
    FrameEncoder.append(frame, to: &output, lengthForm: lengthForm)
    notes.add(.sent, frame.header, firstBytes: Array(frame.payload.prefix(FrameNote.byteLimit)))
  }

  private mutating func sendMessage(_ opcode: Opcode, _ payload: Span<UInt8>) -> Bool {
    guard canSend else { return false }
    if compressesMessages, let compressed = compression?.compress(payload) {
      write(FrameHeader(rsv1: true, opcode: opcode, payloadLength: 0), compressed.span)
    } else {
      write(FrameHeader(opcode: opcode, payloadLength: 0), payload)
    }
    return true
  }

  private mutating func sendControl(_ opcode: Opcode, _ payload: [UInt8]) -> Bool {
    guard canSend, payload.count <= 125 else { return false }
    write(FrameHeader(opcode: opcode, payloadLength: 0), payload.span)
    return true
  }

  /// Puts a frame to the output; length and key of the header are filled in.
  private mutating func write(_ header: FrameHeader, _ payload: Span<UInt8>) {
    var header = header
    header.payloadLength = UInt64(payload.count)
    if role == .client { header.maskingKey = maskingKey() }
    FrameEncoder.append(header, payload, to: &output)
    guard notes.areKept else { return }
    notes.add(
      .sent, header,
      firstBytes: [UInt8](copying: payload.extracting(first: FrameNote.byteLimit)))
  }
}
