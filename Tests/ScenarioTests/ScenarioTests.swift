import Testing

/// Real proxies with real mistakes, and the command as a person would use it.
@Suite(.laboratory) struct RealProxies {}

extension RealProxies {
  @Suite struct Scenarios {
    @Test func `what is healthy is called so, and all else has a cure`() {
      for scenario in Scenario.all {
        let isHealthy = scenario.expected.verdict == "healthy"
        #expect(isHealthy == scenario.name.hasPrefix("healthy-"), "\(scenario)")
        #expect(isHealthy == (scenario.expected.cure == nil), "\(scenario)")
        #expect(isHealthy == (scenario.expected.fault == nil), "\(scenario)")
      }
    }

    @Test(arguments: Scenario.all)
    func `is diagnosed as expected`(_ scenario: Scenario) async throws {
      try await unlessPending(scenario) {
        let run = try await Runs.shared.diagnosis(of: scenario)
        let found = differences(of: run, from: scenario.expected)
        if !found.isEmpty {
          Issue.record("\(scenario): \(found.joined(separator: "; "))\n\(run.text)")
        }
      }
    }

    @Test(arguments: Scenario.broken)
    func `is healthy once the printed step is carried out`(_ scenario: Scenario) async throws {
      guard let cure = scenario.expected.cure else { return }
      try await unlessPending(scenario) {
        let run = try await Runs.shared.cure(of: scenario, cure)
        let verdict = run.report?.verdict ?? "no report"
        if run.exitStatus != 0 || verdict != cure.verdict ?? "healthy" {
          Issue.record("\(scenario): after the cure came \(verdict)\n\(run.text)")
        }
      }
    }

    /// Runs a test; of a scenario that is pending it is known that one of them fails.
    private func unlessPending(_ scenario: Scenario, _ test: () async throws -> Void) async throws {
      try await withEverythingInstalled {
        guard let reason = scenario.expected.pending else { return try await test() }
        await withKnownIssue(Comment(rawValue: reason), isIntermittent: true) { try await test() }
      }
    }
  }
}

/// Runs a test; what it misses on this machine is a visible skip, and a failure in CI.
func withEverythingInstalled(_ test: () async throws -> Void) async throws {
  do {
    try await test()
  } catch let missing as Missing {
    if Places.isCI { throw missing }
    await Laboratory.shared.skip(missing)
    try Test.cancel("\(missing)")
  }
}
