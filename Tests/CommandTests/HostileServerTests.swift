import Evidence
import Foundation
import Lab
import ReportDocument
import Reporting
import Testing
import Transport

@testable import wsdoctor

/// The program against servers that wish it harm: it ends, says what is true, and stays small.
@Suite(.timeLimit(.minutes(5)), .serialized) struct HostileServerTests {
  /// 64 MB: what no peer may make the program hold.
  static let memoryLimit = 64 << 20

  /// Runs `check --quick` against a proxy that misbehaves before a sound application.
  private func run(
    _ hostility: Hostility, _ scope: Misconfiguration.Scope
  ) async throws -> (CommandProcess, Report) {
    let run = try await EventLoop.run { loop in
      let server = try EchoServer(serving: TomcatApplication(), loop: loop)
      let proxy = try FaultProxy(
        .hostile(hostility, scope), webSocketPath: TomcatApplication.endpoint,
        upstream: server.address, loop: loop)
      let run = try await CommandProcess.run([
        "http://\(proxy.address.description)/", "--ws-path", TomcatApplication.endpoint, "--quick",
        "--timeout", "2s", "--format", "json",
      ])
      await proxy.stop()
      await server.stop()
      return run
    }
    guard case .report(let report) = try JSONRenderer.read(run.output) else {
      throw Unexpected(text: run.output + run.error)
    }
    #expect(run.peakMemory < Self.memoryLimit, "\(hostility): \(run.peakMemory) octets")
    #expect(run.peakMemory > 0)
    #expect(run.status == Int32(report.exitStatus))
    #expect(!report.interrupted)
    #expect(report.durationSeconds < 30, "\(hostility)")
    #expect(!report.probes.contains { $0.outcome == .error })
    return (run, report)
  }

  static let everywhere: [(Hostility, FaultID)] = [
    (.endlessStatusLine, "http.oversized"), (.manyFields, "http.oversized"),
    (.endlessHead, "http.oversized"), (.endlessInterim, "http.oversized"),
    (.absurdLength, "http.malformed"), (.trickle, "http.truncated"),
    (.redirectCircle, "http.redirected"),
  ]

  @Test(arguments: everywhere.indices)
  func `answers without measure are found out`(index: Int) async throws {
    let (hostility, fault) = Self.everywhere[index]
    let (run, report) = try await run(hostility, .everything)
    #expect(report.diagnoses.first?.fault == fault, "\(hostility): \(report.summary)")
    #expect(report.verdict == .broken && run.status == 1)
  }

  @Test(arguments: [
    Hostility.endlessBody, .endlessChunks, .hugeChunk, .endlessChunkExtension, .endlessTrailers,
    .endlessScriptTags,
  ])
  func `bodies without measure hide no endpoint and make none`(hostility: Hostility) async throws {
    let (_, everywhere) = try await run(hostility, .everything)
    #expect(everywhere.verdict != .healthy && !everywhere.target.endpointConfirmed)
    let (_, handshake) = try await run(hostility, .upgrade)
    #expect(handshake.verdict == .broken && handshake.exitStatus == 1)
  }

  @Test(arguments: AfterTheSwitch.allCases)
  func `what floods an open WebSocket neither fills the memory nor stops the clock`(
    then: AfterTheSwitch
  ) async throws {
    let (_, report) = try await run(.switched(then), .upgrade)
    let faults = report.diagnoses.map(\.fault)
    switch then {
    case .topBit, .hugeFrame: #expect(faults == ["tunnel.corrupted"])
    // Nothing comes back that answers; what a flood may hold of pongs and messages, none can say.
    case .neverReads: #expect(faults == ["tunnel.dead"])
    // A message beyond our limit is no fault of the peer's; it is only not judged.
    case .largeMessages, .decompressionBomb:
      #expect(faults.isEmpty)
      #expect(report.untested.contains("messages") || report.measurements.pingSeconds != nil)
    default: #expect(report.probes.first { $0.id == "messages" }?.outcome != .skipped)
    }
  }
}
