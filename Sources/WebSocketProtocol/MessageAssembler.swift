/// A complete message, still compressed if it came so.
struct Message: Sendable, Hashable {
  /// `.text` or `.binary`.
  var opcode: Opcode
  var isCompressed: Bool
  var payload: [UInt8]
}

/// Puts the fragments of messages together (RFC 6455 §5.4); control frames do not come here.
struct MessageAssembler: Sendable {
  private let messageLimit: Int

  /// The message whose last fragment has not come.
  private var current: Message?
  private var validator = UTF8Validator()

  /// Bytes of the unfinished frame that the validator has seen.
  private var validated = 0

  init(messageLimit: Int) { self.messageLimit = messageLimit }

  /// Looks at a data frame that has only partly come, so that a violation is found at its first byte.
  mutating func preview(_ frame: Frame) throws(ProtocolViolation) {
    try check(frame.header)
    guard isPlainText(frame.header) else { return }
    try validate(frame.payload)
  }

  /// Takes a complete data frame; gives the message if this was its last one.
  mutating func add(_ frame: Frame) throws(ProtocolViolation) -> Message? {
    try check(frame.header)
    if isPlainText(frame.header) { try validate(frame.payload) }
    validated = 0
    if current == nil {
      current = Message(
        opcode: frame.header.opcode, isCompressed: frame.header.rsv1, payload: frame.payload)
    } else {
      current?.payload += frame.payload
    }
    guard frame.header.fin, let message = current else { return nil }
    current = nil
    guard validator.isAtBoundary else { throw .invalidUTF8 }
    return message
  }

  private func check(_ header: FrameHeader) throws(ProtocolViolation) {
    let isContinuation = header.opcode == .continuation
    if current == nil && isContinuation { throw .unexpectedContinuation }
    if current != nil && !isContinuation { throw .expectedContinuation(got: header.opcode) }
    let before = UInt64(current?.payload.count ?? 0)
    guard before + header.payloadLength <= UInt64(messageLimit) else {
      throw .messageTooLarge(limit: messageLimit)
    }
  }

  private func isPlainText(_ header: FrameHeader) -> Bool {
    let isCompressed = current?.isCompressed ?? header.rsv1
    return (current?.opcode ?? header.opcode) == .text && !isCompressed
  }

  private mutating func validate(_ payload: [UInt8]) throws(ProtocolViolation) {
    guard validator.firstInvalid(in: payload[validated...]) == nil else { throw .invalidUTF8 }
    validated = payload.count
  }
}
