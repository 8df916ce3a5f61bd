import Evidence
import HTTP1
import Investigation
import Synchronization
import Testing
import Transport

/// A run is a polite guest, and ends when it is told to.
@Suite(.timeLimit(.minutes(2))) struct LimitsTests {
  private static let stubborn: Peer.Handler = { request, stream in
    // Every path, with and without Upgrade, differs a little: as much is asked as may be.
    let upgrade = request.fields.tokens("Upgrade").joined()
    let version = request.fields.first("Sec-WebSocket-Version") ?? ""
    let letters = "\(request.target)\(upgrade)\(version)".filter(\.isLetter)
    return try stream.answer(400, "Bad Request", [:], "refused \(letters)")
  }

  @Test(arguments: [true, false])
  func `at most 8 connections at a time and 18 asks`(isRefusing: Bool) async throws {
    let handler: Peer.Handler = { request, stream in
      isRefusing
        ? try await Self.stubborn(request, stream)
        : try await application(request, stream) { request, stream in
          request.fields.contains("Origin")
            ? try stream.answer(403, "Forbidden") : await stream.hold()
        }
    }
    try await Peer.serve(handler) { peer in
      let report = try await check(peer.url("/app"), timeout: .seconds(3)) {
        $0.webSocketPath = "/chat/ws"
        $0.subprotocols = ["chat"]
        $0.headers = [("Cookie", "a=b")]
      }
      try report.expectWellFormed()
      #expect(peer.seen.mostOpen <= 8)
      let pages = report.exchanges.count { ["page", "script"].contains($0.ask) }
      // Polls have a limit of their own: 20, two at a time.
      let polls = try #require(report.probes.first { $0.id == "polling" }?.facts["asked"])
      guard case .number(let count) = polls else { return #expect(Bool(false), "\(polls)") }
      #expect(count <= 20)
      #expect(
        peer.requests.count - pages - Int(count) <= 18, "\(report.exchanges.map(\.ask))")
      let agents = Set(peer.requests.compactMap { $0.fields.first("User-Agent") })
      #expect(agents.count == 1 && agents.first?.hasPrefix("wsdoctor/") == true)
      for request in peer.requests { #expect(["GET", "OPTIONS"].contains(request.method)) }
    }
  }

  @Test func `many addresses are not too many connections`() async throws {
    try await Peer.serve { request, stream in
      try await application(request, stream)
    } _: { peer in
      let port = peer.address.port
      let report = try await check("http://chat.example.test:\(port)") {
        $0.webSocketPath = "/chat/ws"
        // Nothing listens on the others: each is tried and refused.
        $0.resolve = (1...12).map {
          ResolveOverride(host: "chat.example.test", port: port, address: "127.0.0.\($0)")
        }
      }
      #expect(report.faults == ["tcp.address-broken"])
      #expect(report.verdict == .degraded && report.exitStatus == 0)
      #expect(report.target.addresses.count == 12)
    }
  }

  private static let waiting: Peer.Handler = { request, stream in
    try await application(request, stream) { request, stream in
      try stream.write(request.accepted())
      return await stream.hold()
    }
  }

  @Test(arguments: [(2, 130), (15, 143)] as [(Int32, Int)])
  func `a signal ends the run, and what was measured stays`(signal: Int32, status: Int) async throws
  {
    let stop = StopSignal()
    try await Peer.serve { request, stream in
      try await application(request, stream) { request, stream in
        try stream.write(request.accepted())
        try await stream.flush(deadline: soon())
        // The first thing that comes after the handshake is the ping that is waited for.
        _ = try? await stream.read(deadline: soon())
        stop.stop(signal: signal)
        return await stream.hold()
      }
    } _: { peer in
      let begun = EventLoop.now()
      let report = try await check(peer.url(), timeout: .seconds(30), stop: stop) {
        $0.webSocketPath = "/chat/ws"
      }
      #expect(EventLoop.now() - begun < .seconds(15), "long before the step's limit")
      try report.expectWellFormed()
      #expect(report.interrupted && report.exitStatus == status)
      #expect(report.probe("dns")?.outcome == .pass && report.probe("tcp")?.outcome == .pass)
      #expect(report.probe("messages")?.outcome == .skipped)
      #expect(report.exchanges.contains { $0.ask == "handshake" && $0.response?.status == 101 })
      #expect(report.target.endpointConfirmed)
      #expect(!report.faults.contains("tunnel.dead"), "nothing was waited for")
    }
  }

  @Test func `a run stopped before it begins ends at once`() async throws {
    let stop = StopSignal()
    stop.stop(signal: 2)
    try await Peer.serve { _, stream in
      await stream.hold()
    } _: { peer in
      let begun = EventLoop.now()
      let report = try await check(peer.url(), timeout: .seconds(30), stop: stop)
      #expect(EventLoop.now() - begun < .seconds(15))
      #expect(report.interrupted && report.exitStatus == 130 && report.verdict == .inconclusive)
      #expect(report.faults.isEmpty)
      #expect(report.probes.allSatisfy { [.pass, .skipped].contains($0.outcome) })
      #expect(report.probe("http")?.outcome == .skipped)
    }
  }

  @Test(arguments: [true, false])
  func `the limit of the whole run holds`(isSilent: Bool) async throws {
    let handler: Peer.Handler = { request, stream in
      isSilent ? await stream.hold() : try await Self.waiting(request, stream)
    }
    try await Peer.serve(handler) { peer in
      let begun = EventLoop.now()
      let report = try await check(peer.url(), timeout: .seconds(30)) {
        $0.webSocketPath = "/chat/ws"
        $0.maxTime = .milliseconds(500)
      }
      #expect(EventLoop.now() - begun < .seconds(15))
      #expect(report.interrupted)
      #expect(report.exitStatus == 3 || report.verdict == .healthy, "\(report.verdict)")
      #expect(report.faults.isEmpty)
      try report.expectWellFormed()
    }
  }

  @Test func `probes can be chosen, and those left out are named`() async throws {
    try await Peer.serve { request, stream in
      try await application(request, stream)
    } _: { peer in
      let only = try await check(peer.url()) {
        $0.webSocketPath = "/chat/ws"
        $0.only = ["upgrade"]
      }
      #expect(only.probe("upgrade")?.outcome == .pass)
      #expect(only.probes.count { $0.outcome != .skipped } == 1)
      #expect(only.untested.contains("messages") && only.untested.contains("http"))
      let before = peer.requests.count
      let without = try await check(peer.url()) {
        $0.webSocketPath = "/chat/ws"
        $0.skip = ["upgrade", "misroute", "messages", "fingerprint"]
      }
      #expect(without.probe("upgrade")?.outcome == .skipped)
      #expect(without.verdict == .inconclusive && without.exitStatus == 3)
      #expect(!peer.requests.dropFirst(before).contains { $0.asksToUpgrade })
    }
  }

  @Test func `progress names each probe that runs, its begin before its end`() async throws {
    let told = Mutex<[String]>([])
    try await Peer.serve { request, stream in
      try await application(request, stream)
    } _: { peer in
      var options = CheckOptions(url: try TargetURL(parsing: peer.url()))
      options.webSocketPath = "/chat/ws"
      options.idle = .seconds(1)
      let report = await investigate(options) { progress in
        switch progress {
        case .started(let id): told.withLock { $0.append("began \(id)") }
        case .finished(let result): told.withLock { $0.append("ended \(result.id)") }
        default: break
        }
      }
      let list = told.withLock { $0 }
      for probe in report.probes where probe.outcome != .skipped {
        let began = try #require(list.firstIndex(of: "began \(probe.id)"))
        let ended = try #require(list.firstIndex(of: "ended \(probe.id)"))
        #expect(began < ended)
      }
    }
  }
}
