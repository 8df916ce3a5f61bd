import Evidence
import Foundation
import ReportDocument
import Reporting
import TestSupport
import Testing

@testable import wsdoctor

/// That what was found out gets to whoever wants it, or that its loss is said.
@Suite(.timeLimit(.minutes(3))) struct DeliveryTests {
  private func shell(_ script: String, in folder: URL, _ environment: [String: String] = [:])
    async throws -> (status: Int32, output: String, errors: String)
  {
    let all = environment.merging(["PATH": "/usr/bin:/bin"]) { own, _ in own }
    let process = try ChildProcess(
      ["/bin/bash", "-e", "-c", script], environment: all, alone: true, in: folder,
      scratch: folder, name: "shell")
    let status = await process.exitStatus(within: CommandProcess.limit)
    return (status, process.output, process.errors)
  }

  static let commands: [String] =
    Format.all.map { "check http://127.0.0.1:1 --quick --format \($0.id)" }
    + Format.all.map { "render report.json --format \($0.id)" }
    + [
      "explain upgrade.not-forwarded", "list faults", "list schema", "--help", "--version",
      "diff report.json report.json", "demo --format json", "conformance --list",
    ]

  @Test(arguments: commands) func `a report that a full device loses is a failure`(
    command: String
  ) async throws {
    try await withScratchFolder { folder in
      let stored = try await CommandProcess.run(
        ["http://127.0.0.1:1", "--quick", "-q", "--output", "json:report.json"], in: folder)
      #expect(stored.status == 1)
      let run = try await shell("\(CommandProcess.path) \(command) > /dev/full", in: folder)
      #expect(run.status == 2)
      #expect(run.errors.contains("standard output cannot be written: No space"), "\(run.errors)")
    }
  }

  @Test(arguments: Format.all.map(\.id)) func `so it is for a file`(format: String) async throws {
    let run = try await CommandProcess.run(
      "http://127.0.0.1:1", "--quick", "--output", "\(format):/dev/full")
    #expect(run.status == 2)
    #expect(run.error.contains("/dev/full cannot be written: No space"), "\(run.error)")
  }

  @Test func `a reader that has seen enough is no failure`() async throws {
    try await withScratchFolder { folder in
      let run = try await shell(
        "set -o pipefail; \(CommandProcess.path) list schema | head -1", in: folder)
      #expect(run.status == 0, "\(run.errors)")
    }
  }

  @Test func `runs of one second leave a report each`() async throws {
    try await withScratchFolder { folder in
      let script = (1...4).map { _ in
        "\(CommandProcess.path) http://127.0.0.1:1 --quick --save -q & "
      }
      let run = try await shell(script.joined() + "wait", in: folder)
      #expect(run.status == 0, "\(run.errors)")
      let names = try FileManager.default.contentsOfDirectory(
        atPath: folder.appending(path: "reports").path)
      #expect(names.count { $0.hasSuffix(".json") } == 4, "\(names)")
      #expect(names.count { $0.hasSuffix(".html") } == 4, "\(names)")
      for name in names where name.hasSuffix(".json") {
        let text = try Files.read(folder.appending(path: "reports/\(name)").path)
        #expect(throws: Never.self) { try JSONRenderer.read(text) }
      }
    }
  }

  /// The shell lines that README.md has for CI.
  private func recipe() throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let readme = try Files.read(root.appending(path: "README.md").path)
    let part = try #require(readme.firstRange(of: "## In CI"))
    return String(
      try #require(readme[part.upperBound...].firstMatch(of: /```\n((?:(?!```).*\n)*)```/)).1)
  }

  /// As a runner's `bash -e` carries it out against this address.
  private func runRecipe(_ address: String) async throws -> (status: Int32, summary: String) {
    // What isn't there isn't waited for here.
    let script = try recipe().replacing("https://staging.example.com", with: address)
      .replacing("--wait 2m", with: "--wait 1s")
    #expect(script.contains(address) && script.contains("--wait 1s"))
    return try await withScratchFolder { folder in
      try FileManager.default.createSymbolicLink(
        atPath: folder.appending(path: "wsdoctor").path, withDestinationPath: CommandProcess.path)
      let summary = folder.appending(path: "summary.md")
      let run = try await shell(
        script, in: folder,
        ["PATH": "\(folder.path):/usr/bin:/bin", "GITHUB_STEP_SUMMARY": summary.path])
      #expect(
        FileManager.default.fileExists(atPath: folder.appending(path: "wsdoctor.xml").path))
      return (run.status, (try? Files.read(summary.path)) ?? "")
    }
  }

  @Test func `the recipe of README has the summary of a broken set-up and its status`()
    async throws
  {
    let (status, summary) = try await runRecipe("http://127.0.0.1:1")
    #expect(status == 1)
    #expect(summary.contains("broken") && summary.contains("Change"), "\(summary)")
  }

  @Test func `and those of a healthy one`() async throws {
    try await withBeacon { address in
      let (status, summary) = try await runRecipe(address)
      #expect(status == 0)
      #expect(summary.contains("healthy"), "\(summary)")
    }
  }

  @Test func `a beacon in the application's place is told in each format`() async throws {
    try await withBeacon { address in
      try await withScratchFolder { folder in
        let outputs = Format.all.flatMap { ["--output", "\($0.id):report.\($0.id)"] }
        let run = try await CommandProcess.run([address, "--quick"] + outputs, in: folder)
        #expect(run.status == 0)
        #expect(
          run.output.contains("The beacon answers in the application's place"), "\(run.output)")
        for format in Format.all {
          let text = try Files.read(folder.appending(path: "report.\(format.id)").path)
          #expect(
            text.contains("beacon answers in the application"), "\(format.id)")
        }
      }
    }
    let other = try await CommandProcess.run("http://127.0.0.1:1", "--quick")
    #expect(!other.output.contains("beacon answers"))
  }
}
