import Foundation
import Testing

@testable import wsdoctor

/// `wsdoctor conformance` as a script runs it.
@Suite struct ConformanceCommandTests {
  @Test func `the cases are listed without asking anybody`() async throws {
    let safe = try await CommandProcess.run("conformance", "--list")
    #expect(safe.status == 0)
    #expect(safe.output.contains("rfc6455.5.1.unmasked-text  (must)"))
    #expect(!safe.output.contains("rfc7692.8.bomb"))
    let full = try await CommandProcess.run(
      "conformance", "--list", "--tier", "full", "--section", "rfc7692.8")
    #expect(full.output.hasPrefix("rfc7692.8.bomb  (should, full)\n"))
    #expect(full.output.hasSuffix("1 cases\n"))
  }

  @Test func `a case has a page`() async throws {
    let page = try await CommandProcess.run("explain", "rfc6455.5.5.2.pong-echoes-text")
    #expect(page.status == 0)
    for part in ["RFC 6455 §5.5.2", "a pong with the ping's payload", "Autobahn   2.2"] {
      #expect(page.output.contains(part), "\(part)")
    }
  }

  @Test func `an unreachable endpoint is a found fault`() async throws {
    let run = try await CommandProcess.run(
      "conformance", "ws://127.0.0.1:9/", "--format", "json", "--section", "4.4")
    #expect(run.status == 1)
    #expect(run.output.contains("\"kind\" : \"conformance\""))
    #expect(run.output.contains("\"cases\""))
    #expect(run.error.contains("trying ws://127.0.0.1:9/"))
  }
}
