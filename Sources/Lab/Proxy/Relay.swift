import Synchronization
import Transport

/// Carries bytes between two streams, both ways, until both have ended.
///
/// A FIN is handed on as a FIN, so that half-closed connections stay useful; a RST as a RST.
final class Relay: Sendable {
  private struct State {
    /// When that went which the limit counts.
    var countedAt: ContinuousClock.Instant
    var isForgotten = false
  }

  private let a: ByteStream
  private let b: ByteStream
  private let limit: TunnelLimit
  private let state: Mutex<State>

  init(_ a: ByteStream, _ b: ByteStream, limit: TunnelLimit) {
    self.a = a
    self.b = b
    self.limit = limit
    state = Mutex(State(countedAt: EventLoop.now()))
  }

  /// Relays until the end, or until the task is cancelled; the streams are closed then.
  func run() async {
    await withTaskGroup { group in
      group.addTask { await self.carry(from: self.a, to: self.b) }
      group.addTask { await self.carry(from: self.b, to: self.a) }
    }
    close()
  }

  /// Ends it by a FIN both ways.
  func close() {
    a.close()
    b.close()
  }

  private func carry(from source: ByteStream, to sink: ByteStream) async {
    var meter = FrameMeter()
    while true {
      switch await next(from: source) {
      case .bytes(let bytes, let instant)?:
        guard passes(bytes, at: instant, &meter) else { continue }
        guard await sink.send(bytes) else { return abort() }
      case .end(.fin, _)?, .end(.closeNotify, _)?:
        if state.withLock({ $0.isForgotten }) { return close() }
        return sink.shutdownOutput()
      case .end(.closedHere, _)?, nil:
        return close()
      case .end?:
        return abort()
      }
    }
  }

  /// Counts what came; false when it goes nowhere.
  private func passes(
    _ bytes: [UInt8], at instant: ContinuousClock.Instant, _ meter: inout FrameMeter
  ) -> Bool {
    let counts: Bool
    switch limit {
    case .silence, .forgotten: counts = true
    case .silenceOfData: counts = meter.seesData(in: bytes)
    case .age: counts = false
    }
    return state.withLock { state in
      if case .forgotten(let silence) = limit, instant > state.countedAt + silence {
        state.isForgotten = true
      }
      guard !state.isForgotten else { return false }
      if counts { state.countedAt = max(state.countedAt, instant) }
      return true
    }
  }

  /// What comes next; nil when the limit is reached, or the task was cancelled.
  private func next(from source: ByteStream) async -> ByteStream.ReadResult? {
    while true {
      let deadline =
        limit.cuts
        ? state.withLock { $0.countedAt } + limit.duration : EventLoop.now() + .seconds(3600)
      do throws(TransportError) {
        return try await source.read(deadline: deadline)
      } catch .timedOut {
        guard limit.cuts else { continue }
        if state.withLock({ $0.countedAt }) + limit.duration <= EventLoop.now() { return nil }
      } catch {
        return nil
      }
    }
  }

  private func abort() {
    a.abort()
    b.abort()
  }
}
