/// Makes TCP connections.
public enum Dialer {
  /// How long an address has before the next one is tried beside it (RFC 8305 §5).
  public static let stagger: Duration = .milliseconds(250)
  /// More addresses of one host are not tried: a name may have hundreds.
  public static let addressLimit = 16

  /// Connects to the first address that answers, in the order given (RFC 8305, Happy Eyeballs).
  ///
  /// The attempts are in the order of their beginning; addresses that were not needed have none. With
  /// no stream, the last attempt's outcome is the reason, or the task was cancelled.
  public static nonisolated(nonsending) func connect(
    to addresses: [SocketAddress], on loop: EventLoop, deadline: Moment
  ) async -> (stream: ByteStream?, attempts: [ConnectAttempt]) {
    let ended = Signal(on: loop)
    var waiting = addresses.prefix(addressLimit)
    var begun: [PendingConnect] = []
    var nextStart = EventLoop.now()
    while true {
      let mark = ended.mark()
      let now = EventLoop.now()
      let pending = begun.filter { $0.attempt == nil }
      if now < deadline, now >= nextStart || pending.isEmpty, let address = waiting.popFirst() {
        begun.append(PendingConnect(to: address, on: loop, ended: ended))
        nextStart = EventLoop.now() + stagger
      }
      if let winner = begun.first(where: { $0.attempt?.outcome == .connected }) {
        return finish(begun, winner: winner)
      }
      // Looked at anew after the winner: one that ended in between is seen in the next round.
      let areAllOver = begun.allSatisfy { $0.attempt != nil && $0.attempt?.outcome != .connected }
      if areAllOver {
        if waiting.isEmpty || EventLoop.now() >= deadline { return finish(begun, winner: nil) }
        continue
      }
      let wakeAt = waiting.isEmpty ? deadline : min(deadline, nextStart)
      switch await ended.wait(since: mark, until: wakeAt) {
      case .raised: continue
      case .timedOut:
        guard EventLoop.now() >= deadline else { continue }
        for attempt in begun { attempt.giveUp(.timedOut) }
        return finish(begun, winner: nil)
      case .cancelled:
        return finish(begun, winner: nil)
      }
    }
  }

  /// Connects to every address, side by side, and closes again: which of a host's addresses work?
  ///
  /// The attempts are in the order of the addresses.
  public static nonisolated(nonsending) func connectToEach(
    of addresses: [SocketAddress], on loop: EventLoop, deadline: Moment
  ) async -> [ConnectAttempt] {
    let ended = Signal(on: loop)
    let begun = addresses.prefix(addressLimit).map {
      PendingConnect(to: $0, on: loop, ended: ended)
    }
    while true {
      let mark = ended.mark()
      if begun.allSatisfy({ $0.attempt != nil }) { break }
      switch await ended.wait(since: mark, until: deadline) {
      case .raised: continue
      case .timedOut: for attempt in begun { attempt.giveUp(.timedOut) }
      case .cancelled: for attempt in begun { attempt.giveUp(.abandoned) }
      }
    }
    defer { for attempt in begun { attempt.giveUp() } }
    return begun.compactMap(\.attempt)
  }

  private static func finish(_ begun: [PendingConnect], winner: PendingConnect?)
    -> (stream: ByteStream?, attempts: [ConnectAttempt])
  {
    var stream: ByteStream?
    var failure: SystemError?
    do throws(SystemError) {
      stream = try winner?.takeStream()
    } catch {
      failure = error
    }
    for attempt in begun { attempt.giveUp() }
    let attempts = begun.compactMap { pending -> ConnectAttempt? in
      guard let attempt = pending.attempt else { return nil }
      guard pending === winner, let failure else { return attempt }
      return ConnectAttempt(
        address: attempt.address, startedAt: attempt.startedAt, endedAt: attempt.endedAt,
        outcome: .failed(failure))
    }
    return (stream, attempts)
  }
}
