import Synchronization
public import WebSocketProtocol

/// Compresses and decompresses the messages of one connection as it was agreed (RFC 7692 §7).
///
/// It holds two zlib streams, and frees them with itself. Give each connection its own.
public final class PerMessageDeflate: MessageCompression {
  private struct Streams: ~Copyable {
    var deflater: Deflater?
    var inflater: Inflater
  }

  public let role: Role
  public let parameters: DeflateParameters

  // One connection uses them from one place; the lock is what makes that a promise to the compiler.
  private let streams: Mutex<Streams>

  /// - Parameter role: our own end, which says whose parameters are those of our compression.
  public init(role: Role, parameters: DeflateParameters) {
    self.role = role
    self.parameters = parameters
    let isClient = role == .client
    streams = Mutex(
      Streams(
        deflater: Deflater(
          windowBits: isClient ? parameters.clientMaxWindowBits : parameters.serverMaxWindowBits,
          forgets: isClient
            ? parameters.clientNoContextTakeover : parameters.serverNoContextTakeover),
        inflater: Inflater(
          forgets: isClient
            ? parameters.serverNoContextTakeover : parameters.clientNoContextTakeover)))
  }

  /// The compressed message; nil when our window is 8 bits, which zlib cannot do: send it as it is.
  public func compress(_ message: Span<UInt8>) -> [UInt8]? {
    streams.withLock { $0.deflater?.compress(message) ?? nil }
  }

  public func decompress(_ piece: Span<UInt8>, into message: inout [UInt8], limit: Int)
    throws(ProtocolViolation)
  {
    try streams.withLock { (streams) throws(ProtocolViolation) in
      try streams.inflater.decompress(piece, into: &message, limit: limit)
    }
  }

  public func finish(into message: inout [UInt8], limit: Int) throws(ProtocolViolation) {
    try streams.withLock { (streams) throws(ProtocolViolation) in
      try streams.inflater.finish(into: &message, limit: limit)
    }
  }
}
