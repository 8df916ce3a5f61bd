import Evidence
import Investigation
import Lab
import Testing
import Transport

/// Proxies that Debian doesn't have, or that show no name, played by the lab's proxy.
@Suite(.timeLimit(.minutes(1))) struct FurtherProxyTests {
  /// The run before the cure and the one behind it, which must be healthy.
  private func report(
    _ look: ProxyLook, _ misconfiguration: Misconfiguration, before site: any Site,
    _ change: (inout CheckOptions) -> Void = { _ in }
  ) async throws -> Report {
    let loop = try EventLoop()
    defer { loop.shutdown() }
    let path = TomcatApplication.endpoint
    let server = try EchoServer(serving: site, loop: loop)
    let proxy = try FaultProxy(
      misconfiguration, webSocketPath: path, upstream: server.address, loop: loop, look: look)
    var reports: [Report] = []
    for _ in 1...2 {
      reports.append(
        try await check("http://\(proxy.address.description)/") {
          $0.webSocketPath = path
          change(&$0)
        })
      proxy.misconfiguration = .healthy
    }
    await proxy.stop()
    await server.stop()
    for report in reports { try report.expectWellFormed() }
    #expect(reports[1].verdict == .healthy && reports[1].faults.isEmpty, "\(reports[1].faults)")
    return reports[0]
  }

  private func firstSteps(_ report: Report) -> [StepID] {
    report.diagnoses.first?.missingSteps.filter { $0.rank == 1 }.map(\.step) ?? []
  }

  @Test func `Envoy refuses upgrades that nobody allowed`() async throws {
    let report = try await report(.envoy, .blocksUpgrade, before: TomcatApplication())
    #expect(report.faults == ["upgrade.blocked"])
    #expect(report.proxy.product == "envoy")
    #expect(firstSteps(report) == ["envoy.upgrade-configs"])
    #expect(report.setupSteps.first { $0.step == "envoy.upgrade-configs" }?.status == .missing)
    let step = report.diagnoses.first?.missingSteps.first
    #expect(step?.snippet.contains("upgrade_type: websocket") == true)
  }

  @Test func `a path changed by a proxy without a name is that proxy's route`() async throws {
    let report = try await report(.awsNLB, .rewritesPath, before: TomcatApplication())
    #expect(report.faults.first == "upgrade.path-not-routed")
    #expect(firstSteps(report) == ["proxy.route-websocket-path"])
    let step = try #require(report.diagnoses.first?.missingSteps.first)
    #expect(step.certainty == report.diagnoses.first?.certainty)
    #expect(step.snippet.hasPrefix("/chat/ws  ->  "), "\(step.snippet)")
  }

  @Test func `a stream held back by a proxy without a name`() async throws {
    let report = try await report(.awsNLB, .buffersAnswers, before: Beacon(streamPath: "/poll")) {
      $0.pollingPath = "/poll"
    }
    #expect(report.faults == ["polling.buffered"])
    #expect(firstSteps(report) == ["proxy.buffering"])
    let step = try #require(report.diagnoses.first?.missingSteps.first)
    #expect(step.file.contains("/poll"), "\(step.file)")
  }
}
