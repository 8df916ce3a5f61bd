import Foundation
import TestSupport

/// What came of one run of the command against one set-up.
struct Run: Sendable {
  let exitStatus: Int32
  let report: Report?
  /// The report as text, as the command would show it on standard output.
  let screen: String?
  /// That and how it came about, for people who read why a test failed.
  let text: String
  /// The JSON document's file.
  let file: URL

  /// Starts everything that the set-up needs, runs the command, and ends everything again.
  static func of(_ setup: Setup, name: String) async throws -> Run {
    let directory = Laboratory.shared.scratch.appending(path: name)
    try prepare(directory, for: setup)
    defer { try? FileManager.default.removeItem(at: directory) }

    var running: [ChildProcess] = []
    do {
      for raw in setup.rawBackends.values where raw.behaviour != "down" {
        running.append(try await start(raw, for: setup, in: directory))
      }
      for (index, hop) in setup.hops.enumerated().reversed() {
        // Two proxies would write over each other's files, and some read theirs twice.
        let own = index == 0 ? directory : directory.appending(path: "inner")
        try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
        running.append(try await Proxy(hop, of: setup, directory: own).process)
      }
      let run = try await diagnose(setup, in: directory, name: name)
      for process in running.reversed() { await process.stop() }
      return run
    } catch {
      for process in running.reversed() { await process.stop() }
      throw error
    }
  }

  /// Fills the scratch folder: the scenario's other files, and the pages as `www`.
  private static func prepare(_ directory: URL, for setup: Setup) throws {
    let files = FileManager.default
    try? files.removeItem(at: directory)
    try files.createDirectory(
      at: directory.appending(path: "www/chat"), withIntermediateDirectories: true)
    for file in try files.contentsOfDirectory(
      at: setup.scenario.folder, includingPropertiesForKeys: nil)
    {
      try files.copyItem(at: file, to: directory.appending(path: file.lastPathComponent))
    }
    let url = try setup.filled(setup.url, directory: directory)
    for (source, target) in [("index.html", "www/index.html"), ("widget.js", "www/chat/widget.js")]
    {
      let page = try String(
        contentsOf: Places.backends.appending(path: "page/\(source)"), encoding: .utf8)
      try page.replacing("@BASE_URL@", with: url.trimmingSuffix("/"))
        .write(to: directory.appending(path: target), atomically: false, encoding: .utf8)
    }
  }

  private static func start(
    _ raw: Setup.RawBackend, for setup: Setup, in directory: URL
  ) async throws -> ChildProcess {
    let script = Places.backends.appending(path: "raw/raw.py").path
    let target = setup.values["BACKEND"]?.split(separator: ":").last ?? ""
    let process = try ChildProcess(
      [Places.python, script, raw.behaviour, "\(raw.port)", String(target)],
      scratch: directory, name: raw.behaviour)
    guard try await process.firstLine(within: .seconds(10)) != nil else {
      throw Failure("raw.py \(raw.behaviour) did not start: \(process.errors)")
    }
    return process
  }

  private static func diagnose(_ setup: Setup, in directory: URL, name: String) async throws -> Run
  {
    let text = directory.appending(path: "report.txt")
    let arguments =
      ["--format", "json", "--output", "text:\(text.path)"]
      + (try setup.command(directory: directory))
    let process = try ChildProcess(
      [Places.wsdoctor.path] + arguments, environment: ["NO_COLOR": "1"],
      scratch: directory, name: "wsdoctor")
    let status = await process.exitStatus(within: .seconds(90))

    try FileManager.default.createDirectory(at: Places.reports, withIntermediateDirectories: true)
    let file = Places.reports.appending(path: "\(name).json")
    try Data(process.output.utf8).write(to: file)
    let report = try? JSONDecoder().decode(Report.self, from: Data(contentsOf: file))
    let screen = try? String(contentsOf: text, encoding: .utf8)
    let story = [
      "wsdoctor \(arguments.joined(separator: " "))", process.errors, screen ?? process.output,
    ]
    return Run(
      exitStatus: status, report: report, screen: screen, text: story.joined(separator: "\n"),
      file: file)
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
