import Evidence
import Foundation
import ReportDocument
import Reporting
import Testing

@testable import wsdoctor

/// `check` as a script uses it: against the program's own beacon, and against nobody.
@Suite(.timeLimit(.minutes(2))) struct CheckCommandTests {
  /// A port of this machine on which nobody listens.
  private let nobody = "http://127.0.0.1:1"

  @Test func `a refused connection is a found fault`() async throws {
    let run = try await CommandProcess.run(nobody, "--quick")
    #expect(run.status == 1)
    #expect(run.output.contains("wsdoctor explain tcp.refused"))
    #expect(run.error == "wsdoctor: asking \(nobody)\n")
    #expect(!run.output.contains("\u{1B}"))
    #expect(try await CommandProcess.run(nobody, "--quick", "--fail-on", "never").status == 0)
  }

  @Test func `standard output holds one JSON document and nothing else`() async throws {
    let run = try await CommandProcess.run(nobody, "--quick", "--format", "json")
    guard case .report(let report) = try JSONRenderer.read(run.output) else {
      Issue.record("no report")
      return
    }
    #expect(report.diagnoses.first?.fault == "tcp.refused")
    #expect(report.exitStatus == Int(run.status))
  }

  @Test func `quiet says one line and shows no progress`() async throws {
    let run = try await CommandProcess.run(nobody, "--quick", "-q")
    #expect(run.error.isEmpty)
    #expect(run.output.count { $0 == "\n" } == 1)
    #expect(run.output.contains("[tcp.refused, "))
  }

  @Test func `several addresses are one collection, in their order`() async throws {
    let run = try await CommandProcess.run(
      nobody, "ws://127.0.0.1:1/ws", "--quick", "--format", "json")
    guard case .collection(let collection) = try JSONRenderer.read(run.output) else {
      Issue.record("no collection")
      return
    }
    #expect(collection.reports.map(\.target.url) == [nobody, "ws://127.0.0.1:1/ws"])
    #expect(collection.exitStatus == 1 && run.status == 1)
  }

  @Test func `files get their format, and text stays on standard output`() async throws {
    try await withScratchFolder { folder in
      let run = try await CommandProcess.run(
        [
          nobody, "--quick", "--output", "json:report.json", "--output", "text:report.txt",
          "--save",
        ],
        in: folder)
      #expect(run.output.contains("CHANGE"))
      let names = FileManager.default.subpaths(atPath: folder.path)?.sorted() ?? []
      #expect(names.count == 5, "\(names)")
      #expect(
        names.contains { $0.wholeMatch(of: /reports\/127\.0\.0\.1_1-\d{8}T\d{6}Z\.json/) != nil })
      #expect(
        names.contains { $0.wholeMatch(of: /reports\/127\.0\.0\.1_1-\d{8}T\d{6}Z\.html/) != nil })
      let text = try Files.read(folder.appending(path: "report.txt").path)
      #expect(text.contains("CHANGE"))
      let json = try Files.read(folder.appending(path: "report.json").path)
      #expect(throws: Never.self) { try JSONRenderer.read(json) }
    }
  }

  @Test func `a secret is in no output`() async throws {
    let run = try await CommandProcess.run(
      [
        nobody + "/?token=geheim1", "--quick", "-v", "-H", "Authorization: geheim2", "--cookie-env",
        "C",
      ],
      environment: ["C": "a=geheim3"])
    #expect(!(run.output + run.error).contains("geheim"))
  }

  @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
  func `a signal ends the run with what was measured`(signal: Int32, status: Int32) async throws {
    let listener = try SilentListener()
    let run = try await CommandProcess.run(
      ["http://127.0.0.1:\(listener.port)", "--timeout", "60s", "--format", "json"],
      signal: signal, onceErrorShows: "asking")
    #expect(run.status == status)
    guard case .report(let report) = try JSONRenderer.read(run.output) else { return }
    #expect(report.interrupted)
    #expect(report.exitStatus == Int(status))
  }

  @Test func `many targets of one host are not its overload`() async throws {
    try await withBeacon { address in
      let addresses = (1...60).map { "\(address)/target\($0)" }
      let run = try await CommandProcess.run(addresses + ["--quick", "-q"])
      #expect(run.status == 0, "\(run.output)")
    }
  }

  @Test func `the beacon is found healthy`() async throws {
    try await withBeacon { address in
      let run = try await CommandProcess.run(address, "--quick")
      #expect(run.status == 0, "\(run.output)")
      #expect(run.output.contains("✓  WebSocket works"))
    }
  }

  @Test func `a pasted request comes from standard input`() async throws {
    try await withBeacon { address in
      let curl =
        "curl '\(address.replacing("http", with: "ws"))/ws' -H 'Sec-WebSocket-Key: x' -b 'a=geheim'"
      let run = try await CommandProcess.run(["--from-curl", "-", "--quick", "-v"], input: curl)
      #expect(run.status == 0, "\(run.output)\(run.error)")
      #expect(run.output.contains("asking /ws"))
      #expect(!run.output.contains("geheim"))
    }
  }
}
