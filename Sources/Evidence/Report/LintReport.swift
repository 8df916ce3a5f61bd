/// What a proxy's own configuration says of a handshake's way, read without a network.
public struct LintReport: Codable, Sendable, Equatable {
  public var kind = "lint"
  public var schemaVersion = Report.schemaVersion
  public var tool = Tool()
  /// RFC 3339, UTC, milliseconds.
  public var startedAt: String
  public var durationSeconds: Double
  public var exitStatus: Int
  public var settings: Settings
  public var verdict: Verdict
  /// One sentence that a person can act on.
  public var summary: String
  public var files: [File]
  /// Lines that aren't understood: nothing that depends on them is claimed.
  public var unread: [Unread]
  /// The ways of the requests that were asked for; without such, of those that a finding is about.
  public var ways: [Route]
  /// Every place of the configuration that a handshake may lead to.
  public var routes: [Route]
  public var diagnoses: [Finding]

  public init(
    startedAt: String, durationSeconds: Double, exitStatus: Int, settings: Settings,
    verdict: Verdict, summary: String, files: [File], unread: [Unread], ways: [Route],
    routes: [Route], diagnoses: [Finding]
  ) {
    self.startedAt = startedAt
    self.durationSeconds = durationSeconds
    self.exitStatus = exitStatus
    self.settings = settings
    self.verdict = verdict
    self.summary = summary
    self.files = files
    self.unread = unread
    self.ways = ways
    self.routes = routes
    self.diagnoses = diagnoses
  }

  /// What was asked for; `null`: it wasn't said.
  public struct Settings: Codable, Sendable, Equatable {
    @OrUnknown public var host: String?
    @OrUnknown public var port: Int?
    public var webSocketPaths: [String]
    @OrUnknown public var keepaliveSeconds: Double?

    public init(host: String?, port: Int?, webSocketPaths: [String], keepaliveSeconds: Double?) {
      self.host = host
      self.port = port
      self.webSocketPaths = webSocketPaths
      self.keepaliveSeconds = keepaliveSeconds
    }
  }

  public struct File: Codable, Sendable, Equatable {
    public var path: String
    public var product: ProductID
    @OrUnknown public var version: String?

    public init(path: String, product: ProductID, version: String?) {
      self.path = path
      self.product = product
      self.version = version
    }
  }

  public struct Unread: Codable, Sendable, Equatable {
    public var file: String
    public var line: Int
    public var text: String

    public init(file: String, line: Int, text: String) {
      self.file = file
      self.line = line
      self.text = text
    }
  }

  /// A line, and what it does.
  public struct Line: Codable, Sendable, Equatable {
    public var file: String
    public var line: Int
    /// What stands there, without what could be secret.
    public var text: String
    /// Why it counts.
    public var fact: String

    public init(file: String, line: Int, text: String, fact: String) {
      self.file = file
      self.line = line
      self.text = text
      self.fact = fact
    }
  }

  /// One way through the configuration.
  public struct Route: Codable, Sendable, Equatable {
    public enum Handshake: String, ReportWord {
      public static var whenUnknown: Handshake { .unknown }
      case forwarded, lost, half, blocked, redirected
      case notProxied = "not-proxied"
      case unknown
    }

    /// What the application gets; `null`: it depends on what isn't known.
    public struct Arrives: Codable, Sendable, Equatable {
      /// As in "1.1".
      @OrUnknown public var version: String?
      @OrUnknown public var path: String?
      @OrUnknown public var host: String?
      /// Empty: the field isn't sent.
      @OrUnknown public var upgrade: String?
      @OrUnknown public var connection: String?

      public init(
        version: String?, path: String?, host: String?, upgrade: String?, connection: String?
      ) {
        self.version = version
        self.path = path
        self.host = host
        self.upgrade = upgrade
        self.connection = connection
      }
    }

    public struct Silence: Codable, Sendable, Equatable {
      @OrUnknown public var seconds: Double?
      /// `default` or `line`.
      public var from: String
      public var file: String?
      public var line: Int?

      public init(seconds: Double?, from: String, file: String?, line: Int?) {
        self.seconds = seconds
        self.from = from
        self.file = file
        self.line = line
      }
    }

    public var host: String
    public var port: Int
    public var path: String
    /// exact, prefix, regex or default; absent: it is a path that was asked for.
    public var match: String?
    @OrUnknown public var leadsTo: String?
    public var handshake: Handshake
    /// Absent: it doesn't arrive.
    public var arrives: Arrives?
    public var silenceLimit: Silence?
    /// What becomes of it, in a few words.
    public var outcome: String
    public var because: [Line]
    /// Lines that may answer instead, depending on who asks.
    public var mayAnswer: [Line]

    public init(
      host: String, port: Int, path: String, match: String?, leadsTo: String?,
      handshake: Handshake, arrives: Arrives?, silenceLimit: Silence?, outcome: String,
      because: [Line], mayAnswer: [Line]
    ) {
      self.host = host
      self.port = port
      self.path = path
      self.match = match
      self.leadsTo = leadsTo
      self.handshake = handshake
      self.arrives = arrives
      self.silenceLimit = silenceLimit
      self.outcome = outcome
      self.because = because
      self.mayAnswer = mayAnswer
    }
  }

  /// A fault, as `Diagnosis` has it, with lines of the configuration for evidence.
  public struct Finding: Codable, Sendable, Equatable {
    public var fault: FaultID
    public var severity: Severity
    public var certainty: Certainty
    public var title: String
    public var explanation: String
    public var host: String
    public var port: Int
    public var path: String
    public var evidence: [Line]
    public var missingSteps: [MissingStep]
    public var alternatives: [Alternative]
    public var ruledOut: [RuledOut]
    /// What to write; absent: the step says it.
    public var change: Change?

    public init(
      fault: FaultID, severity: Severity, certainty: Certainty, title: String,
      explanation: String, host: String, port: Int, path: String, evidence: [Line],
      missingSteps: [MissingStep], change: Change?
    ) {
      self.fault = fault
      self.severity = severity
      self.certainty = certainty
      self.title = title
      self.explanation = explanation
      self.host = host
      self.port = port
      self.path = path
      self.evidence = evidence
      self.missingSteps = missingSteps
      alternatives = []
      ruledOut = []
      self.change = change
    }
  }

  /// Lines of a file, and what comes and goes between them.
  public struct Change: Codable, Sendable, Equatable {
    public struct Line: Codable, Sendable, Equatable {
      public enum Kind: String, ReportWord {
        public static var whenUnknown: Kind { .stays }
        case stays, goes, comes
      }
      public var kind: Kind
      @OrUnknown public var number: Int?
      public var text: String

      public init(kind: Kind, number: Int?, text: String) {
        self.kind = kind
        self.number = number
        self.text = text
      }
    }

    public var file: String
    public var lines: [Line]
    public var note: String?

    public init(file: String, lines: [Line], note: String?) {
      self.file = file
      self.lines = lines
      self.note = note
    }
  }
}
