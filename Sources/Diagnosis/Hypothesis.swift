public import Evidence

/// The ladder on which a lower fault explains what fails above it.
public enum Rung: Int, Sendable, Comparable, CaseIterable {
  case reach, tls, http, upgrade, tunnel, endurance, fallback, setup

  public static func < (a: Rung, b: Rung) -> Bool { a.rawValue < b.rawValue }
}

/// One possible cause, with what it predicts. Several hypotheses may name the same fault: its
/// variants, with other steps.
public struct Hypothesis: Sendable {
  /// What cures: a step, or a role that the proxy in front has to play.
  public struct Remedy: Sendable, Hashable {
    public enum Way: Sendable, Hashable {
      case step(StepID)
      case role(Role)
    }

    public let way: Way
    /// Steps that can't be told apart share a rank; 1 first.
    public let rank: Int

    public init(_ step: StepID, rank: Int = 1) {
      way = .step(step)
      self.rank = rank
    }

    public init(_ role: Role, rank: Int = 1) {
      way = .role(role)
      self.rank = rank
    }

    public static func role(_ role: Role, rank: Int = 1) -> Remedy { Remedy(role, rank: rank) }
  }

  public let fault: FaultID
  /// Tells variants of one fault apart, in a few words; empty where there is only one.
  public let variant: String
  public let rung: Rung
  public let severity: Severity
  /// What it is called in one or two words with an article, as in "a filter".
  public let called: String
  /// The first sentence: what is true for the user. `{…}` are filled in.
  public let title: String
  /// The second sentence: what it costs and why. `{…}` are filled in.
  public let explanation: String
  /// The symptom: it is considered only when each of these is observed.
  public let when: [Prediction]
  /// One that doesn't hold rules the hypothesis out.
  public let requires: [Prediction]
  /// One that holds rules the hypothesis out; not observed, it costs nothing.
  public let excludedBy: [Prediction]
  /// Each one met supports it, each one contradicted weakens it.
  public let expects: [Prediction]
  /// Each group, when wholly met, is a proof; no group: never more than likely.
  public let proves: [[Prediction]]
  /// Where there are groups, one of them has to be wholly met for more than possible.
  public let likelyWith: [[Prediction]]
  /// No evidence from outside makes it surer than this.
  public let atMost: Certainty
  /// What would tell it from its neighbours where no ask can.
  public let separatedBy: String
  /// Faults above it on the ladder are its consequences.
  public let explainsAbove: Bool
  public let remedies: [Remedy]

  public init(
    _ fault: FaultID, variant: String = "", rung: Rung, severity: Severity = .error,
    called: String, title: String, explanation: String, when: [Prediction],
    requires: [Prediction] = [], excludedBy: [Prediction] = [], expects: [Prediction] = [],
    proves: [[Prediction]] = [], likelyWith: [[Prediction]] = [],
    atMost: Certainty = .proven, separatedBy: String = Hypothesis.beacon,
    explainsAbove: Bool = true, remedies: [Remedy] = []
  ) {
    self.fault = fault
    self.variant = variant
    self.rung = rung
    self.severity = severity
    self.called = called
    self.title = title
    self.explanation = explanation
    self.when = when
    self.requires = requires
    self.excludedBy = excludedBy
    self.expects = expects
    self.proves = proves
    self.likelyWith = likelyWith
    self.atMost = atMost
    self.separatedBy = separatedBy
    self.explainsAbove = explainsAbove
    self.remedies = remedies
  }

  /// What separates most neighbours: a backend that tells what arrived.
  public static let beacon = "put `wsdoctor beacon` behind the proxy in the application's place"
}
