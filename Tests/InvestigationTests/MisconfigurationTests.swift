import Evidence
import HTTP1
import Investigation
import Lab
import Testing
import Transport

/// The lab's proxy in front of applications of several kinds: each misconfiguration leads to its
/// fault, and healed to health.
@Suite(.timeLimit(.minutes(3))) struct MisconfigurationTests {
  enum Backend: CaseIterable { case beacon, strictBeacon, tomcat, strictTomcat }

  static let path = TomcatApplication.endpoint

  static func site(_ backend: Backend) -> any Site {
    switch backend {
    case .beacon: Beacon(checksOrigin: true)
    case .strictBeacon: Beacon(isStrict: true, checksOrigin: true)
    case .tomcat: TomcatApplication(checksOrigin: true)
    case .strictTomcat: TomcatApplication(isStrict: true, checksOrigin: true)
    }
  }

  /// What each is called; nothing where a backend forgives it.
  static func fault(of misconfiguration: Misconfiguration, before backend: Backend) -> String? {
    switch (misconfiguration, backend) {
    case (.http10Upstream, .beacon), (.http10Upstream, .tomcat): nil
    // The beacon takes any path: what it sees is said, as a warning.
    default: misconfiguration.fault
    }
  }

  static let all: [Misconfiguration] = [
    .dropsUpgrade, .dropsConnectionToken, .pathNotCovered, .rewritesPath,
    .backendDown(.everything), .backendDown(.location), .backendDown(.upgrade), .blocksUpgrade,
    .forbidden, .authenticationRequired, .redirectsToLogin, .http10Upstream, .wrongAccept,
    .rewritesStatus(200), .rewritesStatus(204), .rewritesStatus(302), .replacesHost,
    .rejectsExtension, .silentOnUpgrade, .closesOnUpgrade, .connectionLimit(1),
  ]

  private func report(_ proxy: FaultProxy, timeout: Duration) async throws -> Report {
    let report = try await check(
      "http://\(proxy.address.description)/", timeout: timeout
    ) {
      $0.webSocketPath = Self.path
      $0.skip = ["polling"]
    }
    try report.expectWellFormed()
    return report
  }

  @Test(arguments: Backend.allCases)
  func `each misconfiguration is named, and healed it is gone`(backend: Backend) async throws {
    let loop = try EventLoop()
    defer { loop.shutdown() }
    let server = try EchoServer(serving: Self.site(backend), loop: loop)
    let proxy = try FaultProxy(
      webSocketPath: Self.path, upstream: server.address, loop: loop)
    for misconfiguration in Self.all {
      proxy.misconfiguration = misconfiguration
      let waits = misconfiguration == .silentOnUpgrade
      let broken = try await report(proxy, timeout: waits ? .seconds(3) : .seconds(10))
      if case .connectionLimit = misconfiguration, broken.verdict == .healthy {
        // On a slow machine requests don't meet, and the limit isn't reached.
      } else if let fault = Self.fault(of: misconfiguration, before: backend) {
        #expect(broken.faults == [fault], "\(misconfiguration)")
        #expect(broken.verdict != .healthy, "\(misconfiguration)")
        #expect(broken.proxy.product == "nginx", "\(misconfiguration)")
      } else {
        #expect(broken.verdict == .healthy, "\(misconfiguration): \(broken.faults)")
      }
      proxy.misconfiguration = .healthy
      let healed = try await report(proxy, timeout: .seconds(10))
      #expect(healed.faults.isEmpty, "\(misconfiguration) healed")
      #expect(healed.verdict == .healthy, "\(misconfiguration) healed")
    }
    await proxy.stop()
    await server.stop()
  }

  private static let hostile: [(Hostility, Set<String>)] = [
    (.garbage, ["http.malformed"]), (.http2, ["http.only-http2"]),
    (.tlsAlert, ["http.tls-required", "http.malformed"]), (.halfAnswer, ["http.truncated"]),
    (.halfHead, ["http.truncated"]), (.endlessHead, ["http.oversized"]),
    (.endlessInterim, ["http.oversized"]), (.trickle, ["http.truncated"]),
    (.silence, ["http.backend-timeout"]), (.close, ["http.truncated"]),
    (.reset, ["http.truncated"]),
  ]

  @Test(arguments: Hostility.allCases.filter { !Hostility.masses.contains($0) })
  func `hostile answers are survived, wherever they come`(hostility: Hostility) async throws {
    let loop = try EventLoop()
    defer { loop.shutdown() }
    let server = try EchoServer(serving: TomcatApplication(), loop: loop)
    let proxy = try FaultProxy(webSocketPath: Self.path, upstream: server.address, loop: loop)
    let timeout: Duration = [.silence, .trickle].contains(hostility) ? .seconds(2) : .seconds(10)
    for scope in [Misconfiguration.Scope.everything, .location, .upgrade] {
      proxy.misconfiguration = .hostile(hostility, scope)
      let begun = EventLoop.now()
      let report = try await report(proxy, timeout: timeout)
      #expect(EventLoop.now() - begun < .seconds(20))
      #expect(report.verdict == .broken && report.exitStatus == 1, "\(scope)")
      #expect(!report.faults.isEmpty && !report.target.endpointConfirmed, "\(scope)")
      let expected = Self.hostile.first { $0.0 == hostility }?.1
      if scope == .everything, let expected, let first = report.faults.first {
        #expect(expected.contains(first), "\(report.faults)")
      }
      if scope == .upgrade, expected != nil {
        #expect(report.faults == ["upgrade.blocked"])
      }
      if [.bareSwitch, .switchWithoutAccept].contains(hostility), scope != .everything {
        #expect(report.faults == ["upgrade.accept-invalid"], "\(scope)")
      }
    }
    proxy.misconfiguration = .healthy
    #expect(try await report(proxy, timeout: .seconds(10)).verdict == .healthy)
    await proxy.stop()
    await server.stop()
  }

  @Test func `a session that is missing is the application's business`() async throws {
    let loop = try EventLoop()
    defer { loop.shutdown() }
    let server = try EchoServer(serving: TomcatApplication(wantsSession: true), loop: loop)
    let proxy = try FaultProxy(webSocketPath: Self.path, upstream: server.address, loop: loop)
    let without = try await report(proxy, timeout: .seconds(10))
    #expect(without.faults == ["application.session-refused"])
    // Nothing was answered on the WebSocket that opened.
    #expect(without.verdict == .degraded && without.exitStatus == 1)
    let with = try await check("http://\(proxy.address.description)/") {
      $0.webSocketPath = Self.path
      $0.headers = [("Cookie", TomcatApplication.sessionCookie)]
    }
    #expect(with.verdict == .healthy)
    let strict = try await check("http://\(proxy.address.description)/") {
      $0.webSocketPath = Self.path
      $0.failOn = .warning
    }
    #expect(strict.exitStatus == 1)
    await proxy.stop()
    await server.stop()
  }
}
