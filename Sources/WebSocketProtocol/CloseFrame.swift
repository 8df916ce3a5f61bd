/// What a Close frame says (RFC 6455 §5.5.1).
public struct CloseFrame: Sendable, Hashable {
  /// The code, or nil when the frame was empty.
  public var code: CloseCode?

  /// The reason, which may be empty; 123 bytes of UTF-8 at most.
  public var reason: String

  public init(code: CloseCode?, reason: String = "") {
    self.code = code
    self.reason = reason
  }

  init(payload: [UInt8]) throws(ProtocolViolation) {
    guard payload.count != 1 else { throw .closePayloadOneByte }
    guard payload.count >= 2 else {
      self.init(code: nil)
      return
    }
    let code = CloseCode(UInt16(payload[0]) << 8 | UInt16(payload[1]))
    guard code.mayAppearOnTheWire else { throw .invalidCloseCode(code) }
    guard let reason = String(validating: payload[2...], as: UTF8.self) else {
      throw .closeReasonInvalidUTF8
    }
    self.init(code: code, reason: reason)
  }

  /// The frame's payload; a reason that is too long is cut behind a whole character.
  var payload: [UInt8] {
    guard let code else { return [] }
    var payload = [UInt8(code.rawValue >> 8), UInt8(code.rawValue & 0xFF)]
    for scalar in reason.unicodeScalars {
      let bytes = UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
      guard payload.count + bytes.count <= 125 else { break }
      payload += bytes
    }
    return payload
  }
}
