extension ProtocolMachine {
  /// Whether frames may still be sent: none may follow our Close frame (RFC 6455 §5.5.1).
  public var canSend: Bool { closeSent == nil }

  /// Sends a text message in one frame; false, and nothing is sent, after our Close frame.
  @discardableResult
  public mutating func send(text: String) -> Bool {
    sendMessage(.text, Array(text.utf8))
  }

  /// Sends a binary message in one frame; false, and nothing is sent, after our Close frame.
  @discardableResult
  public mutating func send(binary: [UInt8]) -> Bool {
    sendMessage(.binary, binary)
  }

  /// Sends one fragment, uncompressed: the first with `.text` or `.binary`, the others as continuations.
  ///
  /// False, and nothing is sent, after our Close frame. The caller keeps the order of RFC 6455 §5.4.
  @discardableResult
  public mutating func sendFragment(_ opcode: Opcode, _ payload: [UInt8], fin: Bool) -> Bool {
    guard canSend else { return false }
    write(Frame(fin: fin, opcode: opcode, payload: payload))
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
    notes.add(.sent, frame)
  }

  private mutating func sendMessage(_ opcode: Opcode, _ payload: [UInt8]) -> Bool {
    guard canSend else { return false }
    let compressed = compressesMessages ? compression?.compress(payload) : nil
    write(Frame(rsv1: compressed != nil, opcode: opcode, payload: compressed ?? payload))
    return true
  }

  private mutating func sendControl(_ opcode: Opcode, _ payload: [UInt8]) -> Bool {
    guard canSend, payload.count <= 125 else { return false }
    write(Frame(opcode: opcode, payload: payload))
    return true
  }

  private mutating func write(_ frame: Frame) {
    var frame = frame
    if role == .client { frame.header.maskingKey = maskingKey() }
    FrameEncoder.append(frame, to: &output)
    notes.add(.sent, frame)
  }
}
