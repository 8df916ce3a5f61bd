import Foundation
import Testing

extension RealProxies {
  /// The reports in reports/samples are of real runs; `Tests/run --samples` makes them anew.
  @Suite struct Samples {
    struct Sample: CustomTestStringConvertible {
      var name: String
      var scenario: Scenario
      var testDescription: String { name }
      var file: URL { Places.samples.appending(path: "\(name).json") }
    }

    static let samples = [
      ("broken-upgrade", "nginx-no-websocket-lines-tls-tomcat"),
      ("idle-cut", "nginx-idle-too-short-tomcat"), ("healthy", "nginx-healthy-idle-tomcat"),
    ].compactMap { name, identifier in
      Scenario.all.first { $0.identifier == identifier }.map { Sample(name: name, scenario: $0) }
    }

    @Test(arguments: samples) func `a sample says what a run says today`(sample: Sample)
      async throws
    {
      try await withEverythingInstalled {
        if Places.environment["WSDOCTOR_MAKE_SAMPLES"] != nil {
          try await Self.make(sample)
          return
        }
        let run = try await Runs.shared.diagnosis(of: sample.scenario)
        let today = try Outline(of: run.file)
        let stored = try Outline(of: sample.file)
        #expect(
          stored == today, "\(sample.file.lastPathComponent): Tests/run --samples makes it anew")
      }
    }

    private static func make(_ sample: Sample) async throws {
      var setup = try await Setup(sample.scenario)
      let host = "jira.example.com"
      if !setup.url.contains(host) {
        setup.url = "http://\(host):@PORT@/"
        setup.arguments += ["--resolve", "\(host):@PORT@:127.0.0.1"]
      }
      let run = try await Run.of(setup, name: "sample-\(sample.name)")
      try #require(run.report?.verdict == sample.scenario.expected.verdict, "\(run.text)")
      try FileManager.default.createDirectory(
        at: Places.samples, withIntermediateDirectories: true)
      let json = try String(contentsOf: run.file, encoding: .utf8)
      try normalised(json).write(to: sample.file, atomically: true, encoding: .utf8)
    }

    /// Without the test's ports and addresses, and at one moment; 192.0.2.0/24 is RFC 5737's.
    private static func normalised(_ json: String) -> String {
      let port = json.contains("https://jira.example.com") ? 443 : 80
      return json.replacing(#/(example\.com):\d+:/#) { "\($0.output.1):\(port):" }
        .replacing(#/(example\.com):\d+(?![\d:])/#) { $0.output.1 }
        .replacing(#/[^ "]*\/(root\.pem)/#) { $0.output.1 }
        .replacing(#/127\.0\.0\.1(:\d+)?/#, with: "192.0.2.10")
        .replacing(#/"startedAt" : "[^"]*"/#, with: #""startedAt" : "2026-11-21T12:00:00.000Z""#)
        .replacing(
          #/[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/#,
          with: "Sat, 21 Nov 2026 12:00:00 GMT")
    }

    /// What doesn't differ from run to run.
    private struct Outline: Decodable, Equatable {
      var verdict: String
      var exitStatus: Int
      var untested: [String]
      var hops: [Hop]
      var diagnoses: [Diagnosis]
      var setupSteps: [Step]
      var probes: [Probe]

      struct Hop: Decodable, Equatable { var role, product: String }
      struct Step: Decodable, Equatable { var step, status: String }
      struct Probe: Decodable, Equatable { var id, title, outcome, expected: String }
      struct MissingStep: Decodable, Equatable { var step, title, apply: String }
      struct Diagnosis: Decodable, Equatable {
        var fault, severity, certainty: String
        var missingSteps: [MissingStep]
      }

      init(of file: URL) throws {
        self = try JSONDecoder().decode(Outline.self, from: Data(contentsOf: file))
      }
    }
  }
}
