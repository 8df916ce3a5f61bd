import Synchronization
import Transport

/// What was learned of the endpoint while the cases ran.
final class Habits: Sendable {
  private struct State {
    var keptOpen = 0
    var opened = 0
    var answers = 0
    var outages: [Moment] = []
    var isGone = false
    var deaths = 0
    var deathLimit = 2
  }

  private let state = Mutex(State())

  /// Whether the server leaves TCP open after the closing handshake: then waiting for it each time
  /// would only cost time.
  var keepsConnectionsOpen: Bool { state.withLock { $0.keptOpen >= 3 } }

  /// Connections that were opened.
  var connections: Int { state.withLock { $0.opened } }

  /// Handshakes that were answered, whatever the answer.
  var answers: Int { state.withLock { $0.answers } }

  /// Whether a correct handshake was not answered as it should, or no connection was taken, although
  /// the server had been there: it, or the one behind a proxy, may have gone away.
  var hadOutage: Bool { state.withLock { !$0.outages.isEmpty } }

  /// Whether what ended then may have ended because the server went away: that shows at once.
  func mayHaveGone(at instant: Moment) -> Bool {
    state.withLock { state in
      state.outages.contains { $0 - instant < .seconds(1) && instant - $0 < .milliseconds(100) }
    }
  }

  /// Whether the server takes no connections any more, although it did.
  var isGone: Bool { state.withLock { $0.isGone } }

  /// Whether the server died as often as it may: what follows would only make it die again.
  var isSpared: Bool { state.withLock { $0.deaths >= $0.deathLimit } }

  /// How often connections were refused, or ended before an answer, that had been taken before.
  var deaths: Int { state.withLock { $0.deaths } }

  func noteOpened(_ count: Int) { state.withLock { $0.opened += count } }

  func noteKeptOpen() { state.withLock { $0.keptOpen += 1 } }

  func noteAnswer() { state.withLock { $0.answers += 1 } }

  func noteOutage() { note(isDeath: false) }

  func noteDeath() { note(isDeath: true) }

  /// What all notice within a second is one outage.
  private func note(isDeath: Bool) {
    let now = EventLoop.now()
    state.withLock { state in
      if let last = state.outages.last, now - last < .seconds(1) { return }
      state.outages.append(now)
      if isDeath { state.deaths += 1 }
    }
  }

  func noteGone() { state.withLock { $0.isGone = true } }

  /// From now on cases are tried alone, and one more death is the last.
  func beginAlone() {
    state.withLock { state in
      state.isGone = false
      state.outages = []
      state.deathLimit = state.deaths + 1
    }
  }
}
