import HTTP1
import Transport

extension ByteStream {
  /// How long a peer may take to accept what is written, and to close in its turn.
  static let timeToTake: Duration = .seconds(30)
  private static let timeToClose: Duration = .seconds(2)
  /// How much is read and thrown away while waiting for the peer's end. Octets.
  private static let lingerLimit = 1 << 20

  /// Writes, and waits while too much is on its way to the peer; false when the peer is gone.
  func send(_ bytes: [UInt8]) async -> Bool {
    do throws(TransportError) {
      try write(bytes)
      try await drain(deadline: EventLoop.now() + Self.timeToTake)
      return true
    } catch {
      return false
    }
  }

  /// Writes a head and what belongs behind it; false also when the head can't be written.
  func send(_ head: ResponseHead, body: [UInt8] = []) async -> Bool {
    guard let bytes = try? head.serialized() else { return false }
    return await send(bytes + body)
  }

  /// Sends our end and reads on until the peer's: a close with unread input would be a reset, and
  /// could take our last bytes with it (RFC 9112 §9.6).
  func linger() async {
    try? await flush(deadline: EventLoop.now() + Self.timeToTake)
    shutdownOutput()
    let deadline = EventLoop.now() + Self.timeToClose
    var count = 0
    while count < Self.lingerLimit, case .bytes(let bytes, _)? = try? await read(deadline: deadline)
    {
      count += bytes.count
    }
  }

  /// Reads until nothing more comes, or the task is cancelled.
  func awaitEnd() async {
    let deadline = EventLoop.now() + .seconds(3600)
    while case .bytes? = try? await read(deadline: deadline) {}
  }
}
