import Evidence
import Foundation
import Investigation
import Lab
import Reporting
import Testing
import Transport

@testable import wsdoctor

/// `--resolve`: what it matches, and that nothing is said of a machine that wasn't meant.
@Suite(.timeLimit(.minutes(2))) struct ResolveTests {
  private func parse(_ text: String) throws -> [String] {
    try NetworkArgument.resolve(text).map { "\($0.host) \($0.port) \($0.address)" }
  }

  static let forms: [(String, [String])] = [
    ("h.example:443:192.0.2.1", ["h.example 443 192.0.2.1"]),
    ("H.Example.:443:192.0.2.1", ["h.example 443 192.0.2.1"]),
    ("bücher.example:443:192.0.2.1", ["xn--bcher-kva.example 443 192.0.2.1"]),
    ("*:80:[2001:db8::1]", ["* 80 2001:db8::1"]), ("+h:80:::1", ["h 80 ::1"]),
    ("h:80:192.0.2.1,[::1]", ["h 80 192.0.2.1", "h 80 ::1"]),
    ("[::1]:80:192.0.2.1", ["::1 80 192.0.2.1"]),
  ]

  @Test(arguments: forms) func `it is read as curl reads it`(text: String, entries: [String]) throws
  {
    #expect(try parse(text) == entries)
  }

  static let matching: [String] = [
    "app.example.test:{}", "APP.example.TEST:{}", "app.example.test.:{}", "*:{}",
  ]

  @Test(arguments: matching) func `what matches is used`(entry: String) async throws {
    try await withBeacon { address in
      let port = String(address.split(separator: ":").last ?? "")
      let run = try await CommandProcess.run([
        "http://app.example.test:\(port)/ws", "--quick", "--resolve",
        entry.replacing("{}", with: port) + ":127.0.0.1",
      ])
      #expect(run.status == 0, "\(run.output)\(run.error)")
    }
  }

  static let others: [String] = [
    "127.0.0.1:1", "localhost:{}", "app.example.test:{}", "*:1", "127.0.0.2:{}",
  ]

  @Test(arguments: others) func `what matches no connection is a usage error that names them`(
    entry: String
  ) async throws {
    try await withBeacon { address in
      let port = String(address.split(separator: ":").last ?? "")
      // No --quick: it ends at once all the same.
      let run = try await CommandProcess.run([
        address, "--resolve", entry.replacing("{}", with: port) + ":192.0.2.1", "--format", "json",
      ])
      #expect(run.status == 2, "\(run.output)")
      #expect(run.output.isEmpty, "no report of another machine")
      #expect(
        run.error.contains("nothing here is connected to \(entry.replacing("{}", with: port))")
          && run.error.contains("127.0.0.1:\(port)"), "\(run.error)")
    }
  }

  @Test func `of several targets one is enough, and a forward proxy is what is connected to`()
    async throws
  {
    try await withBeacon { address in
      let port = String(address.split(separator: ":").last ?? "")
      let run = try await CommandProcess.run([
        address, "http://b.example.test:\(port)", "--quick", "-q", "--resolve",
        "b.example.test:\(port):127.0.0.1",
      ])
      #expect(run.status == 0, "\(run.output)\(run.error)")
    }
    let run = try await CommandProcess.run(
      "https://h.example.test", "--quick", "--via", "http://127.0.0.1:1", "--resolve",
      "h.example.test:443:192.0.2.1")
    #expect(run.status == 2)
    #expect(run.error.contains("127.0.0.1:1"), "\(run.error)")
  }
}
