/// What a peer did that the protocol forbids, or that is beyond our limits.
public enum ProtocolViolation: Error, Sendable, Hashable {
  case maskedFrameFromServer
  case unmaskedFrameFromClient
  /// The bit's number, 1–3: no extension that we agreed upon gives it a meaning.
  case reservedBitSet(Int)
  case reservedOpcode(Opcode)
  case fragmentedControlFrame(Opcode)
  case controlFrameTooLong(UInt64)
  case nonMinimalLength(UInt64)
  case lengthTopBitSet
  case frameTooLarge(length: UInt64, limit: Int)
  case messageTooLarge(limit: Int)
  case unexpectedContinuation
  /// A new message began before the fragmented one was complete.
  case expectedContinuation(got: Opcode)
  case invalidUTF8
  case closePayloadOneByte
  case invalidCloseCode(CloseCode)
  case closeReasonInvalidUTF8
  /// Bytes behind a Close frame, which is the last frame that an endpoint sends.
  case dataAfterClose
  case compressedControlFrame(Opcode)
  case compressedContinuation
  case invalidCompressedData
  case decompressedTooLarge(limit: Int)
}

extension ProtocolViolation {
  /// The section of the standard that it offends against, or that allows us the limit.
  public var section: String {
    switch self {
    case .maskedFrameFromServer, .unmaskedFrameFromClient: "RFC 6455 §5.1"
    case .reservedBitSet, .reservedOpcode, .nonMinimalLength, .lengthTopBitSet: "RFC 6455 §5.2"
    case .unexpectedContinuation, .expectedContinuation: "RFC 6455 §5.4"
    case .fragmentedControlFrame, .controlFrameTooLong: "RFC 6455 §5.5"
    case .closePayloadOneByte, .closeReasonInvalidUTF8, .dataAfterClose: "RFC 6455 §5.5.1"
    case .invalidCloseCode: "RFC 6455 §7.4"
    case .invalidUTF8: "RFC 6455 §8.1"
    case .frameTooLarge, .messageTooLarge, .decompressedTooLarge: "RFC 6455 §10.4"
    case .compressedControlFrame, .compressedContinuation: "RFC 7692 §6.1"
    case .invalidCompressedData: "RFC 7692 §7.2.2"
    }
  }

  /// The code of the Close frame that answers it (RFC 6455 §7.4.1).
  public var closeCode: CloseCode {
    switch self {
    case .invalidUTF8, .closeReasonInvalidUTF8, .invalidCompressedData: .invalidFramePayloadData
    case .frameTooLarge, .messageTooLarge, .decompressedTooLarge: .messageTooBig
    default: .protocolError
    }
  }

  /// One sentence without a full stop.
  public var sentence: String {
    switch self {
    case .maskedFrameFromServer: "the server sent a masked frame"
    case .unmaskedFrameFromClient: "the client sent a frame without a mask"
    case .reservedBitSet(let bit): "the reserved bit RSV\(bit) is set, which nobody agreed upon"
    case .reservedOpcode(let opcode): "the opcode \(opcode.rawValue) has no meaning"
    case .fragmentedControlFrame(let opcode): "a \(opcode) frame is fragmented"
    case .controlFrameTooLong(let length):
      "a control frame has \(length) bytes of payload; 125 are allowed"
    case .nonMinimalLength(let length): "the length \(length) is written in too many bytes"
    case .lengthTopBitSet: "the highest bit of a 64-bit length is set"
    case .frameTooLarge(let length, let limit):
      "a frame announces \(length) bytes of payload; our limit is \(limit)"
    case .messageTooLarge(let limit): "a message is longer than our limit of \(limit) bytes"
    case .unexpectedContinuation: "a continuation frame came without a message to continue"
    case .expectedContinuation(let opcode):
      "a \(opcode) frame came before the fragmented message was complete"
    case .invalidUTF8: "a text message is not UTF-8"
    case .closePayloadOneByte: "a Close frame has one byte of payload, half a close code"
    case .invalidCloseCode(let code):
      "a Close frame carries the code \(code.rawValue), which must not be sent"
    case .closeReasonInvalidUTF8: "the reason in a Close frame is not UTF-8"
    case .dataAfterClose: "more bytes came behind the Close frame"
    case .compressedControlFrame(let opcode): "a \(opcode) frame is marked as compressed"
    case .compressedContinuation: "a continuation frame is marked as compressed"
    case .invalidCompressedData: "a compressed message cannot be decompressed"
    case .decompressedTooLarge(let limit):
      "a message becomes larger than our limit of \(limit) bytes when it is decompressed"
    }
  }
}

extension ProtocolViolation: CustomStringConvertible {
  public var description: String { sentence }
}
