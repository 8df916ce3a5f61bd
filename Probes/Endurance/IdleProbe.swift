import Evidence
import ProbeKit

/// How long is a silent connection left alone?
struct IdleProbe: Probe {
  let id: ProbeID = "idle"
  let title = "a silent connection stays open"
  let expected = "open for longer than the application is ever silent"

  func run(in context: ProbeContext) async -> ProbeOutcome {
    if let reason = await context.reasonNotToWait() { return .skipped(reason) }
    guard let endurance = await context.endurance(), let silent = endurance[.silent] else {
      return .skipped("no further connection could be opened")
    }
    if endurance.wasStopped, silent.end.isOpen {
      return .skipped("stopped after \(silent.age.asSpan)")
    }
    var facts: [String: ObservedValue] = [:]
    for line in endurance.lines {
      facts["\(line.habit.rawValue)AgeSeconds"] = .number(line.age)
    }
    return ProbeOutcome(
      Self.outcome(of: endurance, silent), endurance.sentence(of: silent), facts: facts)
  }

  private static func outcome(of endurance: Endurance, _ silent: Endurance.Line)
    -> ProbeResult.Outcome
  {
    if silent.end.isOpen { return .pass }
    if endurance.endsAsAnotherOpens == true || endurance.endAtOneMoment == true { return .warn }
    if endurance.endAtOneAge == true {
      return endurance.closedByApplication == true ? .warn : .fail
    }
    if endurance.room == .shorter { return .fail }
    let isHarmless = endurance.keepaliveKeepsOpen == true
    switch silent.end {
    case .dropped, .violation: return isHarmless ? .warn : .fail
    case .closeFrame: return isHarmless ? .pass : .warn
    default:
      return endurance.room == .narrow || endurance.silenceIsShort == true ? .warn : .pass
    }
  }
}

extension ProbeContext {
  /// Why connections aren't held: they can't be, or nobody is to wait for them.
  func reasonNotToWait() async -> String? {
    if settings.quick { return "left out by --quick" }
    if let reason = await unreached() { return reason }
    guard let talk = await conversation(MessagesProbe.talk) else { return "upgrade failed" }
    return talk.isUsable ? nil : "messages failed"
  }
}
