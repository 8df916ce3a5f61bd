import Foundation

/// What the tests read of a JSON report.
struct Report: Decodable, Sendable {
  var verdict: String
  var exitStatus: Int32
  var summary: String
  var diagnoses: [Diagnosis]
  var setupSteps: [SetupStep]?
  var observations: [Observation]?
  var measurements: Measurements?
  var connections: [Connection]?

  struct Measurements: Decodable, Sendable {
    var idleLimit: IdleLimit?
  }

  struct IdleLimit: Decodable, Sendable {
    var state: String
    var seconds: Double?
  }

  struct Connection: Decodable, Sendable {
    var habit: String?
    var death: Death?
  }

  struct Death: Decodable, Sendable {
    var how: String
    var ageSeconds: Double
  }

  struct Diagnosis: Decodable, Sendable {
    var fault: String
    var severity: String
    var certainty: Certainty
    var missingSteps: [MissingStep]?
    var alternatives: [Alternative]?
    var ruledOut: [RuledOut]?

    var firstSteps: [MissingStep] {
      let steps = missingSteps ?? []
      let first = steps.map(\.rank).min()
      return steps.filter { $0.rank == first }
    }
  }

  struct MissingStep: Decodable, Sendable {
    var step: String
    var rank: Int
    var title: String?
    var directive: String?
    var snippet: String?
    var placeholders: [String]?
    var apply: String?
    var note: String?

    /// Everything that a person reads about the step.
    var printed: String {
      [title, directive, snippet, apply, note].compactMap(\.self).joined(separator: "\n")
    }
  }

  struct Alternative: Decodable, Sendable {
    var fault: String
    var separatedBy: String?
  }

  struct RuledOut: Decodable, Sendable {
    var fault: String
    var because: String?
    var observation: String?
  }

  struct Observation: Decodable, Sendable {
    var id: String
    var name: String
  }

  struct SetupStep: Decodable, Sendable {
    var step: String
    var status: String
  }
}
