/// Every run that was asked for, once: whoever asks first starts it, the others get its result.
actor Runs {
  static let shared = Runs()

  private var runs: [String: Task<Run, any Error>] = [:]
  private let turnstile = Turnstile(places: 4)

  /// The run of a scenario as it stands.
  func diagnosis(of scenario: Scenario) async throws -> Run {
    try await run(named: scenario.identifier) { try await Setup(scenario) }
  }

  /// The run after the cure that the first run printed.
  func cure(of scenario: Scenario, _ cure: Cure) async throws -> Run {
    let first = try await diagnosis(of: scenario).report?.diagnoses.first
    let step =
      cure.step == nil
      ? first?.firstSteps.first : first?.missingSteps?.first { $0.step == cure.step }
    return try await run(named: scenario.identifier + "-cured") {
      try await Setup(scenario).cured(by: cure, following: step)
    }
  }

  private func run(named name: String, _ setup: @escaping @Sendable () async throws -> Setup)
    async throws -> Run
  {
    if let run = runs[name] { return try await run.value }
    let turnstile = turnstile
    let run = Task {
      await turnstile.enter()
      let result: Result<Run, any Error>
      do {
        try await Laboratory.shared.requireCommand()
        result = .success(try await Run.of(try await setup(), name: name))
      } catch {
        result = .failure(error)
      }
      await turnstile.leave()
      return try result.get()
    }
    runs[name] = run
    return try await run.value
  }
}

/// Lets a few through at a time.
private actor Turnstile {
  private var places: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(places: Int) { self.places = places }

  func enter() async {
    if places > 0 {
      places -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  func leave() {
    if waiting.isEmpty { places += 1 } else { waiting.removeFirst().resume() }
  }
}
