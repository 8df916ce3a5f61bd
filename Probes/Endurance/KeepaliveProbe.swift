import Evidence
import ProbeKit

/// Does the application's keepalive keep its connection open?
struct KeepaliveProbe: Probe {
  let id: ProbeID = "keepalive"
  let title = "the keepalive keeps it open"
  let expected = "a connection with the keepalive outlives a silent one"

  func run(in context: ProbeContext) async -> ProbeOutcome {
    if let reason = await context.reasonNotToWait() { return .skipped(reason) }
    guard let endurance = await context.endurance() else {
      return .skipped("no further connection could be opened")
    }
    guard let interval = endurance.keepalive else {
      guard let observed = endurance.observedInterval else {
        return .skipped("the application's keepalive is unknown: give --keepalive DURATION")
      }
      return .pass("the application itself says something each \(observed.asSpan)")
    }
    guard let line = endurance[.keepalive] else {
      return .skipped("no further connection could be opened")
    }
    return outcome(of: endurance, line, interval)
  }

  private func outcome(
    of endurance: Endurance, _ line: Endurance.Line, _ interval: Double
  ) -> ProbeOutcome {
    let facts: [String: ObservedValue] = ["keepalives": .number(Double(line.sent))]
    let each = interval.asSpan
    switch endurance.keepaliveKeepsOpen {
    case true?:
      let text = "\(each): alive after \(line.age.asSpan)\(endurance.roomPhrase)"
      return ProbeOutcome(endurance.room == .narrow ? .warn : .pass, text, facts: facts)
    case false?:
      return .fail("\(each): \(endurance.sentence(of: line))", facts: facts)
    case nil:
      guard line.end.isOpen else {
        let due = line.sent == 0 ? "before the first one is due" : "as the first one was due"
        return .fail("\(endurance.sentence(of: line)), \(due) at \(each)", facts: facts)
      }
      if endurance.wasStopped { return .skipped("stopped after \(line.age.asSpan)") }
      return .skipped("the wait of \(endurance.idle.asSpan) ends before the keepalive's \(each)")
    }
  }
}

extension Endurance {
  /// How much room the limit leaves, where that was measured.
  fileprivate var roomPhrase: String {
    guard let limit, let keepalive, limit.isReached, keepalive > 0 else { return "" }
    switch limit.seconds / keepalive {
    case 1.95..<2.05: return ", twice the room it needs"
    case 2.05...: return ", \(Int(limit.seconds / keepalive + 0.05)) times the room it needs"
    default: return ", with little room"
    }
  }
}
