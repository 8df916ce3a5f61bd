/// What one run found out about one target: the value that every output format is made of.
///
/// Nothing secret is in it: secrets are left out when a thing is recorded.
/// Times are seconds. `null` means unknown, an absent key means not applicable.
public struct Report: Codable, Sendable, Equatable {
  /// The version of the report's form; keys may be added in 1.x, never removed.
  public static let schemaVersion = "1.0"

  public var kind = "check"
  public var schemaVersion = Report.schemaVersion
  public var tool = Tool()
  /// RFC 3339, UTC, milliseconds.
  public var startedAt: String
  public var durationSeconds: Double
  public var interrupted: Bool
  public var exitStatus: Int
  public var environment: Environment
  public var settings: Settings
  public var target: Target
  public var verdict: Verdict
  /// One sentence that a person can act on.
  public var summary: String
  /// What is to be known beside the verdict, which it doesn't change; absent where there is nothing.
  public var notices: [String]?
  /// Probes that were left out: never counted as passed.
  public var untested: [ProbeID]
  public var hops: [Hop]
  /// The hop whose steps are named in the diagnoses.
  public var proxy: ProxyInFront
  @CheckOnly public var observations: [Observation]
  /// Root cause first; a root cause is one entry, its consequences are not further entries.
  @CheckOnly public var diagnoses: [Diagnosis]
  @CheckOnly public var setupSteps: [StepStatus]
  @CheckOnly public var probes: [ProbeResult]
  public var measurements: Measurements
  public var exchanges: [ExchangeRecord]
  public var connections: [ConnectionRecord]
  public var redactions: [Redaction]
  /// What a conformance run asked for and counted; absent in a check.
  public var conformance: ConformanceFrame?
  /// The cases of a conformance run, in the order of their catalogue; absent in a check.
  public var cases: [CaseResult]?

  public init(
    startedAt: String, durationSeconds: Double, interrupted: Bool, exitStatus: Int,
    environment: Environment, settings: Settings, target: Target, verdict: Verdict,
    summary: String, untested: [ProbeID], hops: [Hop], proxy: ProxyInFront,
    observations: [Observation], diagnoses: [Diagnosis], setupSteps: [StepStatus],
    probes: [ProbeResult], measurements: Measurements, exchanges: [ExchangeRecord],
    connections: [ConnectionRecord], redactions: [Redaction]
  ) {
    self.startedAt = startedAt
    self.durationSeconds = durationSeconds
    self.interrupted = interrupted
    self.exitStatus = exitStatus
    self.environment = environment
    self.settings = settings
    self.target = target
    self.verdict = verdict
    self.summary = summary
    self.untested = untested
    self.hops = hops
    self.proxy = proxy
    self.observations = observations
    self.diagnoses = diagnoses
    self.setupSteps = setupSteps
    self.probes = probes
    self.measurements = measurements
    self.exchanges = exchanges
    self.connections = connections
    self.redactions = redactions
  }

  /// The report of a conformance run: the same frame, and cases instead of what a check finds out.
  public init(
    conformance: ConformanceFrame, cases: [CaseResult], startedAt: String,
    durationSeconds: Double, interrupted: Bool, exitStatus: Int, environment: Environment,
    settings: Settings, target: Target, verdict: Verdict, summary: String,
    measurements: Measurements, redactions: [Redaction]
  ) {
    self.init(
      startedAt: startedAt, durationSeconds: durationSeconds, interrupted: interrupted,
      exitStatus: exitStatus, environment: environment, settings: settings, target: target,
      verdict: verdict, summary: summary, untested: [], hops: [],
      proxy: ProxyInFront(product: "unknown", version: nil, certainty: .possible),
      observations: [], diagnoses: [], setupSteps: [], probes: [], measurements: measurements,
      exchanges: [], connections: [], redactions: redactions)
    kind = "conformance"
    _observations = .absent
    _diagnoses = .absent
    _setupSteps = .absent
    _probes = .absent
    self.conformance = conformance
    self.cases = cases
  }
}

/// The program that wrote a report.
public struct Tool: Codable, Sendable, Equatable {
  /// The version that `--version` and the User-Agent name.
  public static let currentVersion = "0.1.0"

  public var name = "wsdoctor"
  public var version = Tool.currentVersion
  public init() {}
}

/// What the whole run says about WebSocket at the target.
public enum Verdict: String, ReportWord, CaseIterable {
  public static var whenUnknown: Verdict { .inconclusive }
  /// WebSocket works and stays open, as far as it was tested.
  case healthy
  /// Something is wrong, but the application still works.
  case degraded
  /// Neither WebSocket nor a known fallback works.
  case broken
  /// The deciding probes could not run.
  case inconclusive
}

/// How bad a finding is.
public enum Severity: String, ReportWord, CaseIterable, Comparable {
  public static var whenUnknown: Severity { .info }
  case info, warning, error

  public static func < (a: Severity, b: Severity) -> Bool { a.order < b.order }
  private var order: Int { Severity.allCases.firstIndex(of: self) ?? 0 }
}

/// How sure a statement is.
public enum Certainty: String, ReportWord, CaseIterable, Comparable {
  public static var whenUnknown: Certainty { .possible }
  case possible, likely, proven

  public static func < (a: Certainty, b: Certainty) -> Bool { a.order < b.order }
  private var order: Int { Certainty.allCases.firstIndex(of: self) ?? 0 }
}

/// Several reports of one run: several URLs, or the two of `demo`.
public struct ReportCollection: Codable, Sendable, Equatable {
  public var kind = "collection"
  public var schemaVersion = Report.schemaVersion
  public var tool = Tool()
  public var verdict: Verdict
  public var exitStatus: Int
  public var reports: [Report]

  public init(verdict: Verdict, exitStatus: Int, reports: [Report]) {
    self.verdict = verdict
    self.exitStatus = exitStatus
    self.reports = reports
  }
}
