/// How much of what a peer sends is kept: the peer decides what it sends, we what we hold in memory.
public struct ProtocolLimits: Sendable, Hashable {
  /// Bytes of one frame's payload.
  public var frameBytes: Int

  /// Bytes of one message as it comes over the wire, all fragments together.
  public var messageBytes: Int

  /// Bytes of one message after decompression.
  public var decompressedBytes: Int

  /// Frame notes that are kept until they are taken; the latest win. 0 keeps none.
  public var frameNotes: Int

  public init(
    frameBytes: Int = ProtocolLimits.defaultFrameBytes,
    messageBytes: Int = ProtocolLimits.defaultMessageBytes,
    decompressedBytes: Int = ProtocolLimits.defaultDecompressedBytes,
    frameNotes: Int = ProtocolLimits.defaultFrameNotes
  ) {
    self.frameBytes = frameBytes
    self.messageBytes = messageBytes
    self.decompressedBytes = decompressedBytes
    self.frameNotes = frameNotes
  }

  /// 16 MiB: what the Autobahn test suite sends at most, and more than any server sends by default.
  public static let defaultFrameBytes = 16 << 20

  /// 16 MiB: a message may as well be one frame.
  public static let defaultMessageBytes = 16 << 20

  /// 16 MiB: 16 KiB of deflate can become this much.
  public static let defaultDecompressedBytes = 16 << 20

  /// 256: enough to see how a connection died, and a few kilobytes.
  public static let defaultFrameNotes = 256
}
