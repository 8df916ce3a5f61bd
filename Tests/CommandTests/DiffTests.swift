import Foundation
import Testing

@testable import wsdoctor

/// `diff`: what two stored reports don't have in common.
@Suite struct DiffTests {
  private func store(_ url: String, in folder: URL, as name: String) async throws {
    let run = try await CommandProcess.run(
      [url, "--quick", "--output", "json:\(name)"], in: folder)
    #expect(run.status <= 1)
  }

  @Test func `the same twice is 0, and something else is 1`() async throws {
    try await withScratchFolder { folder in
      try await store("http://127.0.0.1:1", in: folder, as: "a.json")
      try await store("http://127.0.0.1:1", in: folder, as: "b.json")
      let same = try await CommandProcess.run(["diff", "a.json", "b.json"], in: folder)
      #expect(same.status == 0, "\(same.output)\(same.error)")
      #expect(same.output.contains("Nothing that was found differs."))
      try await withBeacon { try await store($0, in: folder, as: "c.json") }
      let other = try await CommandProcess.run(["diff", "a.json", "c.json"], in: folder)
      #expect(other.status == 1)
      #expect(other.output.contains("only A has tcp.refused"))
      let json = try await CommandProcess.run(
        ["diff", "a.json", "c.json", "--format", "json"], in: folder)
      #expect(json.status == 1 && json.output.contains("\"kind\" : \"diff\""))
      for (id, part) in [("text", "FAULTS"), ("markdown", "### Changes"), ("html", "<h1>")] {
        let live = try await CommandProcess.run(
          ["diff", "a.json", "c.json", "--format", id, "--output", "json:d.json"], in: folder)
        #expect(live.status == 1 && live.output.contains(part), "\(live.error)")
        let stored = try await CommandProcess.run(["render", "d.json", "--format", id], in: folder)
        #expect(stored.status == 0 && stored.output == live.output, "\(id): \(stored.error)")
      }
      let again = try await CommandProcess.run(
        ["render", "d.json", "--format", "json"], in: folder)
      #expect(again.output == json.output)
      let junit = try await CommandProcess.run(
        ["render", "d.json", "--format", "junit"], in: folder)
      #expect(junit.status == 2 && junit.error.contains("junit can't say what differs"))
      let itself = try await CommandProcess.run(["diff", "d.json", "a.json"], in: folder)
      #expect(itself.status == 2 && itself.error.contains("is no report itself"))
      let quiet = try await CommandProcess.run(["diff", "a.json", "-", "-q"], in: folder)
      #expect(quiet.status == 2 && quiet.error.contains("it is empty"))
    }
  }

  static let mistakes = [
    ["diff"], ["diff", "a.json"], ["diff", "-", "-"], ["diff", "a", "b", "c"],
    ["diff", "/nonexistent/a", "/nonexistent/b"], ["diff", "a", "b", "--format", "junit"],
  ]

  @Test(arguments: mistakes) func `what is no pair of reports is 2`(words: [String]) async throws {
    let run = try await CommandProcess.run(words)
    #expect(run.status == 2)
    #expect(run.error.hasPrefix("wsdoctor: ") && run.output.isEmpty)
  }
}
