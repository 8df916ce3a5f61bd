import Evidence
import Foundation
import Testing

@testable import wsdoctor

@Suite struct OutputPlanTests {
  @Test func `a file is replaced whole, and a link keeps pointing at it`() async throws {
    try await withScratchFolder { folder in
      let file = folder.appending(path: "a").path
      let link = folder.appending(path: "b").path
      try Files.write("old", to: file)
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
      try Files.write("new", to: link)
      #expect(try Files.read(file) == "new")
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["a", "b"])
    }
  }

  @Test func `a device is written to, not replaced`() throws {
    try Files.checkWritable("/dev/null")
    try Files.write("x", to: "/dev/null")
    let type = try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type]
    #expect(type as? FileAttributeType == .typeCharacterSpecial)
  }

  @Test func `a file too large or not text is refused`() async throws {
    try await withScratchFolder { folder in
      let file = folder.appending(path: "a").path
      try Data([0xFF, 0xFE]).write(to: URL(filePath: file))
      #expect(throws: Files.Problem.self) { try Files.read(file) }
      #expect(throws: Files.Problem.self) { try Files.read(file, limit: 1) }
      #expect(throws: Files.Problem.self) { try Files.read(folder.path) }
    }
  }

  static let statuses: [([Int], Int32?, wsdoctor.ExitStatus)] = [
    ([0], nil, .success), ([0, 3, 1], nil, .fault), ([0, 3], nil, .undecided),
    ([0, 0], nil, .success),
    ([1], SIGINT, .interrupted), ([0], SIGTERM, .terminated), ([], nil, .success),
  ]

  @Test(arguments: statuses) func `the worst of several decides`(
    each: [Int], signal: Int32?, status: wsdoctor.ExitStatus
  ) throws {
    let reports = try each.map { try report(exitStatus: $0) }
    #expect(Outcome.status(reports, interruptedBy: signal) == status)
  }

  @Test func `saved reports are named after host and time`() throws {
    var report = try report(exitStatus: 0)
    report.startedAt = "2026-11-21T05:48:40.123Z"
    #expect(OutputPlan.time(of: report) == "20261121T054840Z")
    for (url, name) in [
      ("https://h.example:8443/x", "h.example_8443"), ("https://[::1]", "___1_"),
      ("https://../../etc", "report"), ("", "report"),
    ] {
      report.target.url = url
      #expect(OutputPlan.fileName(of: report) == name)
    }
  }

  private func report(exitStatus: Int) throws -> Report {
    Report(
      startedAt: "", durationSeconds: 0, interrupted: false, exitStatus: exitStatus,
      environment: .init(system: "", architecture: "", forwardProxy: .none),
      settings: .init(
        quick: true, idleSeconds: 0, keepaliveSeconds: nil, keepaliveFrom: .unknown,
        stepTimeoutSeconds: 1, sent: []),
      target: .init(
        url: "https://h", webSocketURL: nil, webSocketPathFrom: .option, endpointConfirmed: false,
        pollingURL: nil, profile: "generic", profileTitle: "", profileFrom: .option, addresses: []),
      verdict: .healthy, summary: "", untested: [], hops: [],
      proxy: .init(product: "unknown", version: nil, certainty: .possible), observations: [],
      diagnoses: [], setupSteps: [], probes: [], measurements: .init(), exchanges: [],
      connections: [], redactions: [])
  }
}
