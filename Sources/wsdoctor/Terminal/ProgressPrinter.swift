import Evidence
import Investigation
import Reporting
import Synchronization

/// Tells on standard error what goes on: one live line on a terminal, plain lines elsewhere.
final class ProgressPrinter: Sendable {
  private struct State {
    var running: [String: [ProbeID]] = [:]
    var waiting: [String: String] = [:]
    var told: Set<String> = []
    var live = LiveLine()
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
        state.live.clear()
        line(sentence, of: name)
      case .waiting(let what, let secondsLeft):
        let left = "\(Int(nearest: secondsLeft.rounded(.up))) s left at most"
        // What changes comes first, where a narrow terminal shows it too.
        state.waiting[name] = "\(left): \(what)"
        if !isLive, state.told.insert("\(name) \(what)").inserted {
          line("waiting: \(what), \(left)", of: name)
        }
      }
      if isLive { redraw(&state) }
    }
  }

  /// Takes the live line away, so that the report begins on a clean one.
  func finish() {
    state.withLock { state in
      state.live.clear()
      state.isFinished = true
    }
  }

  private func line(_ text: String, of name: String) {
    let prefix = namesTargets ? "\(name): " : ""
    let sentence = "wsdoctor: \(visible(prefix + text))"
    StandardStreams.writeError(
      (isLive ? sentence.filled(columns: StandardStreams.errorWidth) : sentence) + "\n")
  }

  private func redraw(_ state: inout State) {
    let parts = state.running.keys.sorted().compactMap { name -> String? in
      guard let text = state.waiting[name] ?? ProgressPrinter.asking(state.running[name] ?? [])
      else { return nil }
      return namesTargets ? "\(name): \(text)" : text
    }
    state.live.show(parts.isEmpty ? "" : "… " + parts.joined(separator: "; "))
  }

  /// The probe that has run longest, and how many others are under way.
  private static func asking(_ probes: [ProbeID]) -> String? {
    guard let first = probes.first else { return nil }
    let others = probes.count - 1
    return "asking: \(first)" + (others > 0 ? " and \(others) more" : "")
  }
}
