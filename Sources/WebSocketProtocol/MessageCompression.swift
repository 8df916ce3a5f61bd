/// What compresses and decompresses messages, as it was agreed in the handshake (RFC 7692 §6).
///
/// It may remember earlier messages: use one for one connection, and give it every message in order.
public protocol MessageCompression: Sendable {
  /// The payload of a compressed message, or nil when this one had better go uncompressed.
  func compress(_ message: Span<UInt8>) -> [UInt8]?

  /// Appends what a piece of a compressed message stands for, as far as that can be told yet.
  ///
  /// - Parameter limit: bytes of the message; it throws `decompressedTooLarge` as soon as it is larger,
  ///   and `invalidCompressedData` for anything else.
  func decompress(_ piece: Span<UInt8>, into message: inout [UInt8], limit: Int)
    throws(ProtocolViolation)

  /// Appends the rest of a message whose last piece has come; throws if that was cut.
  func finish(into message: inout [UInt8], limit: Int) throws(ProtocolViolation)
}
