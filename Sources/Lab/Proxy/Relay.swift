import Synchronization
import Transport

/// Carries bytes between two streams, both ways, until both have ended.
///
/// A FIN is handed on as a FIN, so that half-closed connections stay useful; a RST as a RST.
final class Relay: Sendable {
  private struct State {
    /// When that went which the limit counts.
    var countedAt: Moment
    var isForgotten = false
  }

  private let a: ByteStream
  private let b: ByteStream
  private let limit: TunnelLimit
  private let fault: TunnelFault?
  private let state: Mutex<State>

  /// - Parameters:
  ///   - a: the client's stream.
  ///   - b: the backend's.
  init(_ a: ByteStream, _ b: ByteStream, limit: TunnelLimit, fault: TunnelFault? = nil) {
    self.a = a
    self.b = b
    self.limit = limit
    self.fault = fault
    state = Mutex(State(countedAt: EventLoop.now()))
  }

  /// Relays until the end, or until the task is cancelled; the streams are closed then.
  func run() async {
    await withTaskGroup { group in
      group.addTask { await self.carry(from: self.a, to: self.b) }
      group.addTask {
        switch self.fault {
        case .lumps(let pause): await self.carryInLumps(after: pause)
        case .holdsUntilEnd: await self.carryInLumps(after: .seconds(3600))
        default: await self.carry(from: self.b, to: self.a)
        }
      }
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
        if isTooMuch(meter) { return close() }
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

  /// Holds back what the backend says, and hands it on in one piece so long after its first byte,
  /// or at its end.
  private func carryInLumps(after pause: Duration) async {
    var held: [UInt8] = []
    var due: Moment?
    while true {
      do throws(TransportError) {
        switch try await b.read(deadline: due ?? EventLoop.now() + .seconds(3600)) {
        case .bytes(let bytes, let instant):
          held += bytes
          due = due ?? instant + pause
        case .end:
          _ = await a.send(held)
          return a.shutdownOutput()
        }
      } catch .timedOut {
        guard await a.send(held) else { return abort() }
        held = []
        due = nil
      } catch {
        return close()
      }
    }
  }

  /// Whether a frame came by that the fault doesn't bear.
  private func isTooMuch(_ meter: FrameMeter) -> Bool {
    switch fault {
    case .endsAtCompression: meter.hasSeenCompression
    case .endsAtFrames(let octets): meter.longest > octets
    default: false
    }
  }

  /// Counts what came; false when it goes nowhere.
  private func passes(
    _ bytes: [UInt8], at instant: Moment, _ meter: inout FrameMeter
  ) -> Bool {
    let counts: Bool
    switch limit {
    case .silence, .forgotten:
      counts = true
      _ = meter.seesData(in: bytes)
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
