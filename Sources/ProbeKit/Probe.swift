public import Evidence

/// One thing to find out about a target. It opens sockets and never judges or prints.
public protocol Probe: Sendable {
  var id: ProbeID { get }
  /// What it finds out, in a few words.
  var title: String { get }
  /// What a set-up without this fault shows.
  var expected: String { get }

  /// Asks, notes what came in the context's findings, and says how it went.
  func run(in context: ProbeContext) async -> ProbeOutcome
}

/// How a probe went.
public struct ProbeOutcome: Sendable {
  public var outcome: ProbeResult.Outcome
  /// What was found, in a sentence.
  public var actual: String?
  /// Why it was skipped or could not run.
  public var reason: String?
  public var facts: [String: ObservedValue]

  public init(
    _ outcome: ProbeResult.Outcome, _ actual: String? = nil, reason: String? = nil,
    facts: [String: ObservedValue] = [:]
  ) {
    self.outcome = outcome
    self.actual = actual
    self.reason = reason
    self.facts = facts
  }

  public static func pass(_ actual: String, facts: [String: ObservedValue] = [:]) -> ProbeOutcome {
    ProbeOutcome(.pass, actual, facts: facts)
  }

  public static func fail(_ actual: String, facts: [String: ObservedValue] = [:]) -> ProbeOutcome {
    ProbeOutcome(.fail, actual, facts: facts)
  }

  public static func skipped(_ reason: String) -> ProbeOutcome {
    ProbeOutcome(.skipped, reason: reason)
  }
}
