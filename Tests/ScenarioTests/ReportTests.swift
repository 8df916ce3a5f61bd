import Foundation
import TestSupport
import Testing

extension RealProxies {
  /// What is true of all the reports together.
  @Suite struct Reports {
    @Test func `every report is valid by the schema`() async throws {
      try await withEverythingInstalled {
        guard FileManager.default.fileExists(atPath: Places.reportSchema.path) else {
          throw Missing(description: "reports/report.schema.json is missing")
        }
        let files = await allRuns(withCures: true).values.map(\.file.path)
        let errors = try await schemaErrors(in: files)
        if !errors.isEmpty { Issue.record("by reports/report.schema.json:\n\(errors)") }
      }
    }

    @Test func `every screen fits on a terminal of 80 columns and 40 lines`() async throws {
      try await withEverythingInstalled {
        for (name, run) in await allRuns(withCures: true) {
          let lines = (run.screen ?? "").split(separator: "\n", omittingEmptySubsequences: false)
          // What is to be pasted cannot be cut.
          let steps = run.report?.diagnoses.flatMap { $0.missingSteps ?? [] } ?? []
          let pasted = steps.compactMap(\.snippet).joined(separator: "\n")
          let widest =
            lines.filter { !pasted.contains($0.drop { $0 == " " }) }.map(\.count).max() ?? 0
          if lines.count > 41 || widest > 80 {
            Issue.record(
              "\(name): \(lines.count - 1) lines, \(widest) columns\n\(run.screen ?? "")")
          }
        }
      }
    }

    @Test(.enabled(if: Places.environment["SCENARIO"] == nil, "only some scenarios run"))
    func `the look-alikes are those of reports/look-alikes.md`() async throws {
      try await withEverythingInstalled {
        try await Laboratory.shared.requireCommand()
        var table = LookAlikes()
        let runs = await allRuns(withCures: false)
        for scenario in Scenario.all {
          if let report = runs[scenario.identifier]?.report { table.add(report, of: scenario) }
        }
        if Places.refreshes {
          try FileManager.default.createDirectory(
            at: Places.lookAlikes.deletingLastPathComponent(), withIntermediateDirectories: true)
          try table.markdown.write(to: Places.lookAlikes, atomically: true, encoding: .utf8)
          return
        }
        let committed = try? String(contentsOf: Places.lookAlikes, encoding: .utf8)
        let before = LookAlikes.verdictCells(of: committed ?? "")
        let now = LookAlikes.verdictCells(of: table.markdown)
        let changes =
          before.subtracting(now).map { "- \($0)" } + now.subtracting(before).map { "+ \($0)" }
        if !changes.isEmpty {
          Issue.record(
            """
            reports/look-alikes.md is out of date (Tests/run --refresh writes it):
            \(changes.sorted { $0.dropFirst() < $1.dropFirst() }.joined(separator: "\n"))
            """)
        }
      }
    }

    @Test func `the accuracy is that of reports/accuracy.md, and what is proven is right`()
      async throws
    {
      try await withEverythingInstalled {
        try await Laboratory.shared.requireCommand()
        var table = Accuracy()
        let runs = await allRuns(withCures: true)
        var isComplete = Places.environment["SCENARIO"] == nil
        for scenario in Scenario.all {
          if let report = runs[scenario.identifier]?.report {
            table.add(report, of: scenario, curedBy: runs[scenario.identifier + "-cured"])
          } else {
            isComplete = false
          }
        }
        for mistake in table.mistakes { Issue.record("\(mistake)") }
        if Places.refreshes && isComplete {
          try table.markdown.write(to: Places.accuracy, atomically: true, encoding: .utf8)
          return
        }
        let committed = try? String(contentsOf: Places.accuracy, encoding: .utf8)
        let changes = table.changes(from: committed ?? "", isComplete: isComplete)
        if !changes.isEmpty {
          Issue.record(
            """
            reports/accuracy.md is out of date (Tests/run --refresh writes it):
            \(changes.joined(separator: "\n"))
            """)
        }
      }
    }

    /// All runs that came to an end, by their names; those that didn't are other tests' failures.
    private func allRuns(withCures: Bool) async -> [String: Run] {
      await withTaskGroup(of: (String, Run?).self) { group in
        for scenario in Scenario.all {
          group.addTask {
            (scenario.identifier, try? await Runs.shared.diagnosis(of: scenario))
          }
          guard withCures, let cure = scenario.expected.cure else { continue }
          group.addTask {
            (scenario.identifier + "-cured", try? await Runs.shared.cure(of: scenario, cure))
          }
        }
        return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
      }
    }

    private func schemaErrors(in files: [String]) async throws -> String {
      try await Laboratory.shared.requireCommand()
      let scratch = Laboratory.shared.scratch
      let check = try ChildProcess(
        [Places.python, "-c", "import jsonschema"], scratch: scratch, name: "jsonschema")
      guard await check.exitStatus(within: .seconds(20)) == 0 else {
        throw Missing(description: "Python's jsonschema is missing (Tests/run installs it)")
      }
      let list = scratch.appending(path: "reports.txt")
      try files.sorted().joined(separator: "\n").write(to: list, atomically: false, encoding: .utf8)
      let script = Places.scripts.appending(path: "validate.py").path
      let validate = try ChildProcess(
        [Places.python, script, Places.reportSchema.path, list.path], scratch: scratch,
        name: "validate")
      let status = await validate.exitStatus(within: .seconds(120))
      return validate.output + (status == 0 ? "" : validate.errors)
    }
  }
}
