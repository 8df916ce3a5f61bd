import Conformance
import Evidence
import Synchronization

/// Tells on standard error how far a conformance run is: one live line on a terminal, else a word at
/// the beginning.
final class ConformancePrinter: Sendable {
  private struct State {
    var total = 0
    var judged = 0
    var failed = 0
    var live = LiveLine()
    var isFinished = false
  }

  private let state = Mutex(State())
  private let isQuiet: Bool
  private let isLive: Bool

  init(isQuiet: Bool) {
    self.isQuiet = isQuiet
    isLive = StandardStreams.errorCanRedraw
  }

  func began(_ url: String) {
    guard !isQuiet, !isLive else { return }
    StandardStreams.writeError("wsdoctor: trying \(visible(url))\n")
  }

  func tell(_ progress: ConformanceProgress) {
    guard !isQuiet else { return }
    state.withLock { state in
      guard !state.isFinished else { return }
      switch progress {
      case .began(let cases): state.total += cases
      case .judged(let result):
        state.judged += 1
        if result.verdict == .fail { state.failed += 1 }
      }
      guard isLive else { return }
      let failures = state.failed == 0 ? "" : ", \(state.failed) failed"
      state.live.show("… \(state.judged) of \(state.total) cases\(failures)")
    }
  }

  /// Takes the live line away, so that the report begins on a clean one.
  func finish() {
    state.withLock { state in
      state.live.clear()
      state.isFinished = true
    }
  }
}
