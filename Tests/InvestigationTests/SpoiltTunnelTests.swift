import Evidence
import Investigation
import Lab
import Testing
import Transport

/// The lab's proxy hands the 101 on, and spoils what follows, or the fallback.
@Suite(.timeLimit(.minutes(3))) struct SpoiltTunnelTests {
  private func report(
    _ misconfiguration: Misconfiguration, before site: any Site = Beacon(streamPath: "/poll"),
    _ change: @Sendable (inout CheckOptions) -> Void = { _ in }
  ) async throws -> Report {
    let loop = try EventLoop()
    defer { loop.shutdown() }
    let server = try EchoServer(serving: site, loop: loop)
    let proxy = try FaultProxy(
      misconfiguration, webSocketPath: TomcatApplication.endpoint, upstream: server.address,
      loop: loop)
    let report = try await check("http://\(proxy.address.description)/", timeout: .seconds(5)) {
      $0.webSocketPath = TomcatApplication.endpoint
      change(&$0)
    }
    try report.expectWellFormed()
    await proxy.stop()
    await server.stop()
    return report
  }

  private func text(_ report: Report, _ name: ObservationName) -> String? {
    report.observations.first { $0.name == name }?.text
  }

  @Test func `what is gathered and comes in lumps`() async throws {
    let report = try await report(
      .spoils(.lumps(after: .milliseconds(2500))), before: TomcatApplication())
    #expect(report.faults == ["tunnel.buffered"])
    #expect(report.verdict == .broken)
    #expect(report.probe("messages")?.outcome == .fail)
  }

  @Test func `what is gathered until the end`() async throws {
    let report = try await report(.spoils(.holdsUntilEnd), before: TomcatApplication()) {
      $0.stepTimeout = .seconds(3)
    }
    #expect(report.faults == ["tunnel.buffered"])
  }

  @Test func `compressed frames that don't get through`() async throws {
    let report = try await report(.spoils(.endsAtCompression))
    #expect(report.faults == ["tunnel.compression-broken"])
    #expect(report.probe("messages")?.outcome == .fail)
  }

  @Test func `an application gets no messages of ours`() async throws {
    let report = try await report(.spoils(.endsAtCompression), before: TomcatApplication())
    #expect(report.faults.isEmpty, "nothing was sent that could be compressed")
    #expect(text(report, .messagesEchoed) == nil)
  }

  @Test func `the largest message is found to a KiB`() async throws {
    let report = try await report(.spoils(.endsAtFrames(longerThan: 100_000)))
    #expect(report.faults == ["tunnel.message-too-big"])
    #expect(report.verdict == .degraded && report.exitStatus == 0)
    let sizes = try #require(text(report, .messagesEchoed)).matches(of: /(\d+) KiB/)
      .compactMap { Int($0.output.1) }
    try #require(sizes.count == 2)
    #expect(sizes.count == 2 && sizes[1] > sizes[0])
    #expect((64...97).contains(sizes[0]) && (97...102).contains(sizes[1]), "\(sizes)")
  }

  @Test func `a healthy proxy lets all through`() async throws {
    let report = try await report(.healthy) { $0.pollingPath = "/poll" }
    #expect(report.faults.isEmpty && report.verdict == .healthy)
    #expect(report.observations.first { $0.name == .messagesEchoed }?.value == "all")
    #expect(report.observations.first { $0.name == .pollsStreamed }?.value == true)
    #expect(report.probe("polling")?.outcome == .pass)
  }

  @Test func `a stream that is held back`() async throws {
    let report = try await report(.buffersAnswers) { $0.pollingPath = "/poll" }
    #expect(report.faults == ["polling.buffered"])
    #expect(report.diagnoses.first?.certainty == .proven)
    #expect(report.diagnoses.first?.missingSteps.first?.step == "nginx.buffering")
    #expect(report.verdict == .degraded && report.exitStatus == 0)
  }

  @Test(arguments: ["/", "/other"])
  func `an answer that is no stream shows nothing of buffers`(path: String) async throws {
    let report = try await report(.buffersAnswers) { $0.pollingPath = path }
    #expect(report.faults.isEmpty)
    #expect(text(report, .pollsStreamed) == nil)
  }
}
