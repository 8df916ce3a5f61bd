import Evidence
import Foundation
import Reporting
import Testing

@testable import wsdoctor

/// `render`: what was stored, written anew.
@Suite struct RenderTests {
  /// A report as `check --output json:report.json` leaves it, and what stood on the screen.
  private func stored(in folder: URL) async throws -> (file: String, screen: String) {
    let run = try await CommandProcess.run(
      ["http://127.0.0.1:1", "--quick", "--output", "json:report.json"], in: folder)
    #expect(run.status == 1)
    return ("report.json", run.output)
  }

  @Test func `a stored report is shown as the run showed it`() async throws {
    try await withScratchFolder { folder in
      let (file, screen) = try await stored(in: folder)
      let run = try await CommandProcess.run(["render", file], in: folder)
      #expect(run.status == 0)
      #expect(run.error.isEmpty)
      #expect(run.output == screen)
    }
  }

  @Test func `each format comes out of the file as it came out of the run`() async throws {
    try await withScratchFolder { folder in
      let ids = Format.all.map(\.id)
      #expect(ids.count >= 5)
      let lab = try await CommandProcess.run(["demo", "--format", "json"], in: folder)
      try Files.write(lab.output, to: folder.appending(path: "demo.json").path)
      let outputs = ids.flatMap { ["--output", "\($0):live.\($0)"] }
      let live = try await CommandProcess.run(
        ["http://127.0.0.1:1", "--quick"] + outputs, in: folder)
      #expect(live.status == 1, "\(live.error)")
      for stored in ["live.json", "demo.json"] {
        for id in ids {
          let once = try await CommandProcess.run(["render", stored, "--format", id], in: folder)
          #expect(once.status == 0, "\(id): \(once.error)")
          guard stored == "live.json" else { continue }
          let file = try Files.read(folder.appending(path: "live.\(id)").path)
          #expect(once.output == file, "\(id)")
        }
      }
    }
  }

  @Test func `JSON becomes the same JSON, from standard input too`() async throws {
    try await withScratchFolder { folder in
      let file = folder.appending(path: try await stored(in: folder).file).path
      let json = try Files.read(file)
      let run = try await CommandProcess.run(["render", "-", "--format", "json"], input: json)
      #expect(run.status == 0)
      #expect(run.output == json)
    }
  }

  @Test func `a collection is rendered, one line each with quiet, and into files`() async throws {
    try await withScratchFolder { folder in
      let json = try await CommandProcess.run(
        "http://127.0.0.1:1", "http://127.0.0.1:1/x", "--quick", "--format", "json"
      ).output
      let run = try await CommandProcess.run(
        ["render", "-", "-q", "--output", "text:report.txt"], input: json, in: folder)
      #expect(run.status == 0)
      #expect(run.output.count { $0 == "\n" } == 2)
      let text = try Files.read(folder.appending(path: "report.txt").path)
      #expect(text.contains("WHY"))
    }
  }

  struct Foreign: CustomTestStringConvertible {
    var text: String
    var says: String
    var testDescription: String { says }
  }

  static let foreign = [
    Foreign(text: "", says: "it is empty"),
    Foreign(text: "hello", says: "it is not JSON: only what --format json"),
    Foreign(text: "{\n  \"kind\": chek}", says: "at line 2, column 11, a value is expected"),
    Foreign(text: "{\"kind\": \"check\",\n", says: "it ends at line 2, column 1"),
    Foreign(text: "{\"a\": 1}", says: "no report of wsdoctor"),
    Foreign(
      text: "{\"kind\": \"check\", \"schemaVersion\": \"2.0\"}", says: "use a newer one"),
    Foreign(
      text: "{\"kind\": \"check\", \"schemaVersion\": \"1.0\"}",
      says: "at line 1, column 1, it has no "),
    Foreign(text: "{\"kind\": \"watch\", \"schemaVersion\": \"1.3\"}", says: "the kind watch"),
    Foreign(
      text: """
        {"kind": "collection", "schemaVersion": "1.0", "tool": {"name": "wsdoctor", "version": "1"},
        "verdict": "broken", "exitStatus": 1, "reports": [{"kind": "check"}]}
        """, says: "at line 2, column 51, reports[0] has no "),
  ]

  @Test(arguments: foreign) func `what is no report ends with status 2 and says where`(
    foreign: Foreign
  ) async throws {
    let run = try await CommandProcess.run(["render", "-"], input: foreign.text)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.error.hasPrefix("wsdoctor: standard input cannot be rendered: "))
    #expect(run.error.contains(foreign.says), "\(run.error)")
  }

  @Test func `what is no text, too large or a folder is refused with the reason`() async throws {
    try await withScratchFolder { folder in
      try Data("{\n\"a\": \"".utf8 + [0xC3, 0x28]).write(to: folder.appending(path: "latin.json"))
      let large = folder.appending(path: "large.json")
      try Data().write(to: large)
      try FileHandle(forWritingTo: large).truncate(atOffset: 64 << 20 + 1)
      for (path, says) in [
        ("latin.json", "latin.json is not UTF-8 text: byte 9, in line 2, is none"),
        ("large.json", "large.json is larger than 64 MiB, the most that is read"),
        (".", ". is a folder: name a file in it"),
        ("absent.json", "absent.json cannot be read: No such file or directory"),
      ] {
        for words in [["render", path], ["diff", path, "latin.json"]] {
          let run = try await CommandProcess.run(words, in: folder)
          #expect(run.status == 2 && run.output.isEmpty)
          #expect(run.error.hasPrefix("wsdoctor: \(says)\n"), "\(run.error)")
        }
      }
    }
  }

  @Test func `what a newer wsdoctor added is kept as JSON, and named where it can't be shown`()
    async throws
  {
    try await withScratchFolder { folder in
      let file = folder.appending(path: try await stored(in: folder).file).path
      let later = try Files.read(file).replacing(
        "\"kind\" : \"check\"", with: "\"kind\" : \"check\",\n  \"aNewKey\" : {\"x\" : [1]}")
      let json = try await CommandProcess.run(["render", "-", "--format", "json"], input: later)
      #expect(json.status == 0 && json.error.isEmpty)
      #expect(json.output.contains("\"aNewKey\" : {"))
      let text = try await CommandProcess.run(["render", "-"], input: later)
      #expect(text.status == 0 && text.output.contains("WHY"))
      #expect(
        text.error.hasPrefix("wsdoctor: standard input holds what wsdoctor ")
          && text.error.hasSuffix(" doesn't know: aNewKey; only JSON keeps it\n"), "\(text.error)")
    }
  }

  @Test func `absurd numbers in a stored report are shown somehow`() async throws {
    try await withScratchFolder { folder in
      let json = try Files.read(folder.appending(path: try await stored(in: folder).file).path)
      for absurd in ["1e300", "-1e300", "1e18"] {
        let text = json.replacing(#/"(\w*Seconds)" : [0-9.]+/#) { "\"\($0.output.1)\" : \(absurd)" }
        let run = try await CommandProcess.run(["render", "-", "-v"], input: text)
        #expect(run.status == 0, "\(absurd): \(run.error)")
      }
    }
  }
}
