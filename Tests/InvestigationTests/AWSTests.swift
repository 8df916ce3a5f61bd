import Evidence
import Investigation
import Lab
import Testing
import Transport

/// AWS's load balancers, played by the lab's proxy: what they send tells them apart, and never more
/// than likely.
@Suite(.serialized, .timeLimit(.minutes(3))) struct AWSTests {
  private static let path = TomcatApplication.endpoint

  private func report(
    _ look: ProxyLook, _ misconfiguration: Misconfiguration = .healthy,
    silenceLimit: Duration = .seconds(60),
    _ change: @escaping (inout CheckOptions) -> Void = { _ in }
  ) async throws -> Report {
    let loop = try EventLoop()
    defer { loop.shutdown() }
    let server = try EchoServer(serving: TomcatApplication(), loop: loop)
    let proxy = try FaultProxy(
      misconfiguration, webSocketPath: Self.path, upstream: server.address, loop: loop,
      silenceLimit: silenceLimit, look: look)
    let report = try await check("http://\(proxy.address.description)/", timeout: .seconds(10)) {
      $0.webSocketPath = Self.path
      $0.skip = ["polling"]
      change(&$0)
    }
    await proxy.stop()
    await server.stop()
    try report.expectWellFormed()
    return report
  }

  private func firstSteps(_ report: Report) -> [StepID] {
    report.diagnoses.first?.missingSteps.filter { $0.rank == 1 }.map(\.step) ?? []
  }

  @Test func `an Application Load Balancer passes WebSocket on, whatever old guides say`()
    async throws
  {
    let report = try await report(.awsALB(isSticky: true))
    #expect(report.verdict == .healthy && report.faults.isEmpty)
    #expect(report.proxy.product == "aws-alb" && report.proxy.certainty == .likely)
    let step = try #require(report.setupSteps.first { $0.step == "aws.network-load-balancer" })
    #expect(step.status == .notNeeded)
    #expect(step.today?.contains("Application Load Balancer") == true)
  }

  @Test func `without stickiness a healthy one shows nothing, and nothing is claimed`()
    async throws
  {
    for look in [ProxyLook.awsALB(isSticky: false), .awsClassic(isSticky: false), .awsNLB] {
      let report = try await report(look)
      #expect(report.verdict == .healthy && report.faults.isEmpty)
      #expect(!report.proxy.product.rawValue.hasPrefix("aws-"), "\(look)")
    }
  }

  @Test(arguments: [502, 503]) func `no target that answers is a matter of the target group`(
    status: Int
  ) async throws {
    let report = try await report(.awsALB(isSticky: false), .answers(status, .everything))
    #expect(report.faults == ["http.backend-unreachable"])
    #expect(report.proxy.product == "aws-alb" && report.proxy.certainty == .likely)
    #expect(firstSteps(report).prefix(2) == ["aws.target-health", "aws.security-group"])
  }

  @Test func `a target that stays silent is a matter of the security group`() async throws {
    let report = try await report(.awsALB(isSticky: false), .answers(504, .everything))
    #expect(report.faults == ["http.backend-timeout"])
    #expect(firstSteps(report).contains("aws.security-group"))
  }

  @Test func `464 says that the target group speaks another protocol`() async throws {
    let report = try await report(.awsALB(isSticky: false), .answers(464, .everything))
    #expect(report.proxy.product == "aws-alb" && report.proxy.certainty == .likely)
    #expect(report.faults == ["http.proxy-error"])
  }

  @Test func `a Classic Load Balancer's HTTP listener loses Upgrade`() async throws {
    let report = try await report(.awsClassic(isSticky: true), .dropsUpgrade)
    #expect(report.faults == ["upgrade.not-forwarded"])
    #expect(report.proxy.product == "aws-elb-classic" && report.proxy.certainty == .likely)
    #expect(firstSteps(report).first == "aws.network-load-balancer")
    #expect(report.diagnoses.allSatisfy { $0.certainty < .proven })
    let step = report.setupSteps.first { $0.step == "aws.network-load-balancer" }
    #expect(step?.status == .missing || step?.status == .suspected)
  }

  @Test func `a Classic Load Balancer is known by its words for an error`() async throws {
    let report = try await report(.awsClassic(isSticky: false), .answers(503, .everything))
    #expect(report.faults == ["http.backend-unreachable"])
    #expect(report.proxy.product == "aws-elb-classic" && report.proxy.certainty == .likely)
    #expect(firstSteps(report).first == "aws.target-health")
  }

  @Test func `a base URL of another host is the load balancer's step`() async throws {
    let loop = try EventLoop()
    defer { loop.shutdown() }
    let path = "/com-spartez-support-chat/ws/x"
    func run(_ baseURL: String) async throws -> Report {
      let server = try EchoServer(serving: JiraStandIn(baseURL: baseURL), loop: loop)
      let proxy = try FaultProxy(
        webSocketPath: path, upstream: server.address, loop: loop, look: .awsALB(isSticky: true))
      let port = proxy.address.port
      let report = try await check("http://jira.example.test:\(port)/") {
        $0.resolve = [
          ResolveOverride(host: "jira.example.test", port: port, address: "127.0.0.1")
        ]
      }
      await proxy.stop()
      await server.stop()
      return report
    }
    let broken = try await run("http://jira.inner.test")
    #expect(broken.faults == ["config.base-url-mismatch"])
    #expect(firstSteps(broken) == ["aws.base-url", "application.base-url"])
    let snippet = broken.diagnoses.first?.missingSteps.first?.snippet ?? ""
    #expect(snippet.contains("http://jira.example.test:"), "\(snippet)")
    #expect(broken.setupSteps.first { $0.step == "aws.base-url" }?.status == .suspected)
  }

  @Test func `an idle timeout that is too short names its attribute`() async throws {
    let report = try await report(.awsALB(isSticky: true), silenceLimit: .seconds(1)) {
      $0.quick = false
      $0.idle = .seconds(5)
      $0.keepalive = .seconds(3)
    }
    #expect(report.faults == ["idle.timeout-too-short"])
    #expect(firstSteps(report) == ["aws.idle-timeout"])
    let step = report.diagnoses.first?.missingSteps.first
    #expect(step?.snippet.contains("idle_timeout.timeout_seconds,Value=600") == true)
  }

  @Test func `a Network Load Balancer forgets a silent connection and says nothing`() async throws {
    let report = try await report(.awsNLB, .limits(.forgotten(afterSilence: .seconds(2)))) {
      $0.quick = false
      $0.idle = .seconds(5)
      $0.behind = "aws-nlb"
    }
    #expect(report.faults == ["idle.silent-drop"])
    #expect(firstSteps(report).first == "aws.idle-timeout")
    let step = report.diagnoses.first?.missingSteps.first
    #expect(step?.snippet.contains("tcp.idle_timeout.seconds") == true)
  }
}
