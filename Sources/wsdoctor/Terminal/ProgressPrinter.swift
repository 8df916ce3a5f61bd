import Evidence
import Investigation
import Synchronization

/// Tells on standard error what goes on: one live line on a terminal, plain lines elsewhere.
final class ProgressPrinter: Sendable {
  private struct State {
    var running: [String: [ProbeID]] = [:]
    var waiting: [String: String] = [:]
    var told: Set<String> = []
    var hasLiveLine = false
    var isFinished = false
  }

  private let state = Mutex(State())
  private let isQuiet: Bool
  private let isLive: Bool
  private let namesTargets: Bool

  init(isQuiet: Bool, severalTargets: Bool) {
    self.isQuiet = isQuiet
    isLive = StandardStreams.errorCanRedraw
    namesTargets = severalTargets
  }

  func began(_ target: TargetURL) {
    guard !isQuiet, !isLive else { return }
    state.withLock { _ in
      StandardStreams.writeError("wsdoctor: asking \(visible(target.description))\n")
    }
  }

  func tell(_ progress: Progress, about target: TargetURL) {
    guard !isQuiet else { return }
    let name = target.authority
    state.withLock { state in
      guard !state.isFinished else { return }
      switch progress {
      case .started(let probe):
        state.running[name, default: []].append(probe)
      case .finished(let result):
        state.running[name]?.removeAll { $0 == result.id }
        state.waiting[name] = nil
      case .known(let sentence):
        clear(&state)
        line(sentence, of: name)
      case .waiting(let what, let secondsLeft):
        let text = "\(what), \(Int(secondsLeft.rounded(.up))) s left at most"
        state.waiting[name] = text
        if !isLive, state.told.insert("\(name) \(what)").inserted {
          line("waiting: \(text)", of: name)
        }
      }
      if isLive { redraw(&state) }
    }
  }

  /// Takes the live line away, so that the report begins on a clean one.
  func finish() {
    state.withLock { state in
      clear(&state)
      state.isFinished = true
    }
  }

  private func line(_ text: String, of name: String) {
    let prefix = namesTargets ? "\(name): " : ""
    StandardStreams.writeError("wsdoctor: \(visible(prefix + text))\n")
  }

  private func redraw(_ state: inout State) {
    let parts = state.running.keys.sorted().compactMap { name -> String? in
      guard let text = state.waiting[name] ?? ProgressPrinter.asking(state.running[name] ?? [])
      else { return nil }
      return namesTargets ? "\(name): \(text)" : text
    }
    clear(&state)
    guard !parts.isEmpty else { return }
    let text = visible("… " + parts.joined(separator: "; "))
    // One column is left free: a full line would move the cursor to the next one.
    StandardStreams.writeError(String(text.prefix(StandardStreams.errorWidth - 1)))
    state.hasLiveLine = true
  }

  /// The probe that has run longest, and how many others are under way.
  private static func asking(_ probes: [ProbeID]) -> String? {
    guard let first = probes.first else { return nil }
    let others = probes.count - 1
    return "asking: \(first)" + (others > 0 ? " and \(others) more" : "")
  }

  private func clear(_ state: inout State) {
    if state.hasLiveLine { StandardStreams.writeError("\r\u{1B}[K") }
    state.hasLiveLine = false
  }
}
