/// What compresses and decompresses whole messages, as it was agreed in the handshake (RFC 7692 §6).
///
/// It may remember earlier messages: use one for one connection, and give it every message in order.
public protocol MessageCompression: Sendable {
  /// The payload of a compressed message, or nil when this one had better go uncompressed.
  func compress(_ message: [UInt8]) -> [UInt8]?

  /// The message behind a compressed payload.
  ///
  /// - Parameter limit: bytes of the message; it throws `decompressedTooLarge` as soon as it is larger,
  ///   and `invalidCompressedData` for anything else.
  func decompress(_ payload: [UInt8], limit: Int) throws(ProtocolViolation) -> [UInt8]
}
