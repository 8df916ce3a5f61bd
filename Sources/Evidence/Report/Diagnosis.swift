/// A root cause: what is wrong, what carries that, and what to change.
public struct Diagnosis: Codable, Sendable, Equatable {
  public var fault: FaultID
  public var severity: Severity
  public var certainty: Certainty
  public var title: String
  public var explanation: String
  public var evidence: [EvidenceLine]
  /// Steps that cannot be told apart share a rank; rank 1 first.
  public var missingSteps: [MissingStep]
  public var alternatives: [Alternative]
  public var ruledOut: [RuledOut]

  public init(
    fault: FaultID, severity: Severity, certainty: Certainty, title: String, explanation: String,
    evidence: [EvidenceLine], missingSteps: [MissingStep], alternatives: [Alternative],
    ruledOut: [RuledOut]
  ) {
    self.fault = fault
    self.severity = severity
    self.certainty = certainty
    self.title = title
    self.explanation = explanation
    self.evidence = evidence
    self.missingSteps = missingSteps
    self.alternatives = alternatives
    self.ruledOut = ruledOut
  }
}

/// A fact that a diagnosis rests on.
public struct EvidenceLine: Codable, Sendable, Equatable {
  public var probe: ProbeID
  public var fact: String
  /// The id of the observation.
  public var observation: String

  public init(probe: ProbeID, fact: String, observation: String) {
    self.probe = probe
    self.fact = fact
    self.observation = observation
  }
}

/// A step that is (probably) not done, with what to paste.
public struct MissingStep: Codable, Sendable, Equatable {
  public var step: StepID
  public var rank: Int
  public var certainty: Certainty
  public var title: String
  /// The file, or the place, in which the change is made.
  public var file: String
  public var directive: String
  /// Ready to paste but for the placeholders.
  public var snippet: String
  /// Words in capitals in the snippet that only the reader can replace.
  public var placeholders: [String]
  public var apply: String
  public var verify: String
  public var source: String
  public var note: String?
  /// What the snippet is written in, as Markdown's readers name it; empty or absent: nothing they know.
  public var language: String?
  /// The same for those who configure the product in another way; absent: there is none.
  public var forms: [SnippetForm]?

  public init(
    step: StepID, rank: Int, certainty: Certainty, title: String, file: String, directive: String,
    snippet: String, placeholders: [String], apply: String, verify: String, source: String,
    note: String?, language: String? = nil, forms: [SnippetForm] = []
  ) {
    self.step = step
    self.rank = rank
    self.certainty = certainty
    self.title = title
    self.file = file
    self.directive = directive
    self.snippet = snippet
    self.placeholders = placeholders
    self.apply = apply
    self.verify = verify
    self.source = source
    self.note = note
    self.language = language
    self.forms = forms.isEmpty ? nil : forms
  }
}

/// A step's snippet for another way of configuring the same product, such as Kubernetes.
public struct SnippetForm: Codable, Sendable, Equatable {
  public var name: String
  public var snippet: String
  /// Where it was read, and whether it was tried.
  public var source: String

  public init(name: String, snippet: String, source: String) {
    self.name = name
    self.snippet = snippet
    self.source = source
  }
}

/// Another fault that the evidence allows as well.
public struct Alternative: Codable, Sendable, Equatable {
  public var fault: FaultID
  public var separatedBy: String

  public init(fault: FaultID, separatedBy: String) {
    self.fault = fault
    self.separatedBy = separatedBy
  }
}

/// A fault that the evidence excludes.
public struct RuledOut: Codable, Sendable, Equatable {
  public var fault: FaultID
  /// What that fault is called in one or two words, as in "a filter".
  public var called: String
  public var because: String
  public var observation: String

  public init(fault: FaultID, called: String, because: String, observation: String) {
    self.fault = fault
    self.called = called
    self.because = because
    self.observation = observation
  }
}

/// One documented set-up step and what could be seen of it.
public struct StepStatus: Codable, Sendable, Equatable {
  public enum Status: String, ReportWord {
    public static var whenUnknown: Status { .unknown }
    case done, missing, suspected
    case notNeeded = "not-needed"
    case unknown
  }

  public var step: StepID
  public var title: String
  public var status: Status
  public var because: String
  /// What today's version of the proxy does about it, where the guide is outdated.
  public var today: String?

  public init(step: StepID, title: String, status: Status, because: String, today: String?) {
    self.step = step
    self.title = title
    self.status = status
    self.because = because
    self.today = today
  }
}
