import Evidence
import Investigation
import Lab
import Testing
import Transport
import WebSocketProtocol

/// Connections held open through the lab's proxy, with limits of seconds in place of minutes.
@Suite struct EnduranceTests {
  /// Diagnoses a set-up with a keepalive of 1 s and a wait of 6 s at most.
  private func diagnose(
    _ misconfiguration: Misconfiguration, silenceLimit: Duration = .seconds(60),
    idleLimit: Duration = EchoServer.idleLimit, loginLimit: LoginLimit? = nil,
    keepalive: Duration? = .seconds(1),
    stop: StopSignal = StopSignal(),
    change: @Sendable (inout CheckOptions) -> Void = { _ in },
    meanwhile: @Sendable @escaping (FaultProxy, Progress) -> Void = { _, _ in }
  ) async throws -> Report {
    let loop = try EventLoop()
    defer { loop.shutdown() }
    let server = try EchoServer(
      serving: TomcatApplication(), loop: loop, idleLimit: idleLimit, loginLimit: loginLimit)
    let proxy = try FaultProxy(
      misconfiguration, webSocketPath: TomcatApplication.endpoint, upstream: server.address,
      loop: loop, silenceLimit: silenceLimit)
    var options = CheckOptions(
      url: TargetURL(
        scheme: .http, host: proxy.address.host, port: proxy.address.port, target: "/"))
    options.idle = .seconds(6)
    options.keepalive = keepalive
    change(&options)
    let report = await investigate(options, stop: stop) { meanwhile(proxy, $0) }
    await proxy.stop()
    await server.stop()
    return report
  }

  private func outcome(_ report: Report, _ id: ProbeID) -> ProbeResult.Outcome? {
    report.probes.first { $0.id == id }?.outcome
  }

  private func death(_ report: Report, _ habit: String) throws -> DeathReport {
    try #require(report.connections.first { $0.habit == habit }?.death)
  }

  @Test func `a limit of twice the keepalive is healthy, and measured`() async throws {
    let report = try await diagnose(.limits(.silence(.seconds(2))))
    #expect(report.verdict == .healthy)
    #expect(report.diagnoses.isEmpty)
    #expect(report.untested.isEmpty)
    let limit = report.measurements.idleLimit
    #expect(limit.state == .measured)
    let seconds = try #require(limit.seconds)
    #expect(seconds > 1.8 && seconds < 3.5)
    #expect(try death(report, "silent").how == .fin)
    #expect(try death(report, "ping").how == .stillOpen)
    #expect(report.durationSeconds < seconds + 20, "it ends by itself")
  }

  @Test func `a limit below the keepalive is too short`() async throws {
    let report = try await diagnose(.limits(.silence(.seconds(2))), keepalive: .seconds(4))
    #expect(report.diagnoses.map(\.fault) == ["idle.timeout-too-short"])
    #expect(report.verdict == .broken && report.exitStatus == 1)
    #expect(outcome(report, "idle") == .fail && outcome(report, "keepalive") == .fail)
    let step = try #require(report.diagnoses.first?.missingSteps.first)
    #expect(step.step == "nginx.read-timeout")
    #expect(step.snippet.contains("600s;") && step.snippet.contains("must be > 4 s"))
    #expect(report.setupSteps.first { $0.step == "nginx.read-timeout" }?.status == .missing)
  }

  @Test func `with a fallback that works, the application is only degraded`() async throws {
    let report = try await diagnose(.limits(.silence(.seconds(2))), keepalive: .seconds(4)) {
      $0.profile = "jira-chat"
      $0.webSocketPath = TomcatApplication.endpoint
    }
    #expect(report.diagnoses.map(\.fault) == ["idle.timeout-too-short"])
    #expect(report.verdict == .degraded && report.exitStatus == 1)
    #expect(outcome(report, "polling") == .pass)
  }

  @Test func `a short limit is a warning where no keepalive is known`() async throws {
    let report = try await diagnose(.limits(.silence(.seconds(2))), keepalive: nil)
    #expect(report.diagnoses.map(\.fault) == ["idle.timeout-too-short"])
    #expect(report.verdict == .degraded && report.exitStatus == 0)
    #expect(report.measurements.idleLimit.state == .measured)
    #expect(report.untested == ["keepalive"])
  }

  @Test func `no limit: at least as long as was waited`() async throws {
    let report = try await diagnose(.healthy) { $0.idle = .seconds(3) }
    #expect(report.verdict == .healthy)
    #expect(report.measurements.idleLimit.state == .atLeast)
    #expect(report.durationSeconds < 30, "it ends by itself")
  }

  @Test func `all end at one age`() async throws {
    let report = try await diagnose(.limits(.age(.seconds(2))))
    #expect(report.diagnoses.map(\.fault) == ["idle.lifetime-limit"])
    #expect(report.measurements.idleLimit.state == .atLeast)
  }

  @Test func `an application that wants a login, and says so, is no fault of the proxy's`()
    async throws
  {
    let goodbye = CloseFrame(
      code: .init(rawValue: 4408), reason: "Connection initialisation timeout")
    let report = try await diagnose(
      .healthy, loginLimit: LoginLimit(patience: .seconds(2), goodbye: goodbye))
    #expect(report.diagnoses.map(\.fault) == ["idle.application-timeout"])
    let diagnosis = try #require(report.diagnoses.first)
    #expect(diagnosis.severity == .warning && diagnosis.certainty == .likely)
    #expect(diagnosis.missingSteps.map(\.step) == ["application.session"])
    #expect(diagnosis.evidence.contains { $0.fact.contains("“Connection initialisation timeout”") })
    #expect(report.exitStatus == 0)
  }

  @Test func `an application that hangs up looks like a limit of age, and neither is a fact`()
    async throws
  {
    let report = try await diagnose(
      .healthy, loginLimit: LoginLimit(patience: .seconds(2), goodbye: nil))
    let diagnosis = try #require(report.diagnoses.first)
    #expect(report.diagnoses.count == 1 && diagnosis.certainty == .possible)
    #expect(diagnosis.fault == "idle.lifetime-limit")
    #expect(diagnosis.alternatives.map(\.fault) == ["idle.application-timeout"])
    #expect(!diagnosis.ruledOut.contains { $0.called == "the application" })
  }

  @Test func `all end at one moment`() async throws {
    let report = try await diagnose(.healthy) { _ in
    } meanwhile: { proxy, progress in
      if case .waiting(_, let left) = progress, left < 5.5 { proxy.reload() }
    }
    #expect(report.diagnoses.map(\.fault) == ["idle.reload"])
    #expect(report.verdict == .degraded && report.exitStatus == 0)
  }

  @Test func `a connection that is forgotten`() async throws {
    let report = try await diagnose(
      .limits(.forgotten(afterSilence: .seconds(2))), keepalive: nil)
    #expect(report.diagnoses.map(\.fault) == ["idle.silent-drop"])
    #expect(try death(report, "silent").how == .silence)
  }

  @Test func `pings that don't count`() async throws {
    let report = try await diagnose(.limits(.silenceOfData(.seconds(2))))
    #expect(report.diagnoses.map(\.fault) == ["keepalive.not-honored"])
    #expect(try death(report, "data").how == .stillOpen)
  }

  @Test func `an application that closes by itself`() async throws {
    let report = try await diagnose(.healthy, idleLimit: .seconds(2), keepalive: nil)
    #expect(report.diagnoses.map(\.fault) == ["idle.application-timeout"])
    #expect(try death(report, "silent").close?.code == 1001)
    #expect(report.verdict == .degraded)
  }

  @Test func `quick leaves the waits out and says so`() async throws {
    let report = try await diagnose(.limits(.silence(.seconds(2)))) { $0.quick = true }
    #expect(report.untested == ["idle", "keepalive"])
    #expect(report.measurements.idleLimit.state == .notMeasured)
    #expect(report.durationSeconds < 30, "nothing is waited for")
  }

  @Test func `a wait that is stopped keeps what it measured`() async throws {
    let stop = StopSignal()
    let report = try await diagnose(.healthy, stop: stop) { _ in
    } meanwhile: { _, progress in
      if case .waiting(_, let left) = progress, left < 6 { stop.stop(signal: 0) }
    }
    #expect(report.interrupted)
    #expect(report.durationSeconds < 30, "it ends when told")
    #expect(report.connections.contains { $0.habit == "silent" && $0.death?.how == .stillOpen })
  }
}
