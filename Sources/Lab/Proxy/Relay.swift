import Synchronization
import Transport

/// Carries bytes between two streams, both ways, until both have ended.
///
/// A FIN is handed on as a FIN, so that half-closed connections stay useful; a RST as a RST.
final class Relay: Sendable {
  private let a: ByteStream
  private let b: ByteStream
  private let silenceLimit: Duration
  private let lastByte = Mutex(EventLoop.now())

  /// - Parameter silenceLimit: when so long nothing went either way, both are closed by a FIN.
  init(_ a: ByteStream, _ b: ByteStream, silenceLimit: Duration) {
    self.a = a
    self.b = b
    self.silenceLimit = silenceLimit
  }

  /// Relays until the end, or until the task is cancelled; the streams are closed then.
  func run() async {
    await withTaskGroup { group in
      group.addTask { await self.carry(from: self.a, to: self.b) }
      group.addTask { await self.carry(from: self.b, to: self.a) }
    }
    a.close()
    b.close()
  }

  private func carry(from source: ByteStream, to sink: ByteStream) async {
    while true {
      switch await next(from: source) {
      case .bytes(let bytes, let instant)?:
        lastByte.withLock { $0 = max($0, instant) }
        guard await sink.send(bytes) else { return abort() }
      case .end(.fin, _)?, .end(.closeNotify, _)?:
        return sink.shutdownOutput()
      case .end(.closedHere, _)?, nil:
        return close()
      case .end?:
        return abort()
      }
    }
  }

  /// What comes next; nil when both have been silent for too long, or the task was cancelled.
  private func next(from source: ByteStream) async -> ByteStream.ReadResult? {
    while true {
      let deadline = lastByte.withLock { $0 } + silenceLimit
      do throws(TransportError) {
        return try await source.read(deadline: deadline)
      } catch .timedOut {
        if lastByte.withLock({ $0 }) + silenceLimit <= EventLoop.now() { return nil }
      } catch {
        return nil
      }
    }
  }

  private func close() {
    a.close()
    b.close()
  }

  private func abort() {
    a.abort()
    b.abort()
  }
}
