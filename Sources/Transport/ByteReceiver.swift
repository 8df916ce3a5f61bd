/// What takes a stream's octets as they come, without a task that waits for them.
///
/// Called on the loop's thread only, never while the stream's lock is held: it may write, pause and
/// close.
public protocol ByteReceiver: AnyObject, Sendable {
  /// Some octets came; they are gone when this returns.
  func received(_ bytes: Span<UInt8>, at instant: Moment)
  /// Nothing more comes; called once.
  func ended(_ end: EndOfStream, at instant: Moment)
}

/// What went over a connection: TCP's octets, TLS included.
public struct StreamCounters: Hashable, Sendable {
  public var bytesSent = 0
  public var bytesReceived = 0
  /// When the kernel took our last octet.
  public var lastByteSentAt: Moment?
  /// When we read the peer's last octet.
  public var lastByteReceivedAt: Moment?

  public init() {}
}
