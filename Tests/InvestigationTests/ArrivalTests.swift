import Evidence
import HTTP1
import Investigation
import ProbeKit
import Synchronization
import Testing
import Transport

/// What comes before a run: the redirect that a browser follows, and the wait for what is just starting.
@Suite struct ArrivalTests {
  /// Checks a port of http that sends pages to one of https.
  ///
  /// - Parameters:
  ///   - plain: what the port of http does with a handshake; nil: it redirects that too.
  private func report(
    over path: String = "/",
    plain: (@Sendable (RequestHead, ByteStream) async throws -> Bool)? = nil,
    tls: @escaping Peer.Handler
  ) async throws -> Report {
    let identity = try Certificate.identity.get()
    let slot = Slot<Report>()
    try await Peer.serve(tls: TLSServerOptions(identity: identity), tls) { secure in
      let port = secure.address.port
      try await Peer.serve { request, stream in
        if request.asksToUpgrade, let plain { return try await plain(request, stream) }
        return try stream.answer(
          301, "Moved Permanently", ["Location": "https://127.0.0.1:\(port)\(request.target)"])
      } _: { peer in
        let report = try await check(peer.url(path)) {
          $0.webSocketPath = "/chat/ws"
          $0.caFile = identity.certificateFile
        }
        slot.value = report
      }
    }
    let report = try #require(slot.value)
    try report.expectWellFormed()
    return report
  }

  @Test func `a redirect of everything to a sound https is sound`() async throws {
    let report = try await report { try await application($0, $1) }
    #expect(report.exitStatus == 0 && report.verdict == .healthy, "\(report.faults)")
    #expect(report.target.url.hasPrefix("https://"))
    #expect(report.target.redirectedFrom?.hasPrefix("http://") == true)
    #expect(report.target.takenWithoutTLS == false)
  }

  @Test func `what counts is where browsers end up, and that ws works is told`() async throws {
    let report = try await report(
      plain: { try await application($0, $1) },
      tls: { request, stream in
        // The https side loses the handshake.
        if request.path == "/chat/ws" {
          return try stream.answer(
            426, "Upgrade Required", ["Upgrade": "websocket"], "Upgrade Required")
        }
        return try await application(request, stream)
      })
    #expect(report.exitStatus == 1)
    #expect(report.target.takenWithoutTLS == true)
    #expect(report.observations.contains { $0.name == .plainHandshake })
  }

  @Test func `a redirect to where nothing answers is the fault of what redirects`() async throws {
    let slot = Slot<Report>()
    try await Peer.serve { request, stream in
      if request.asksToUpgrade { return try await application(request, stream) }
      return try stream.answer(301, "Moved", ["Location": "https://127.0.0.1:1/"])
    } _: { peer in
      let report = try await check(peer.url("/")) { $0.webSocketPath = "/chat/ws" }
      slot.value = report
    }
    let report = try #require(slot.value)
    #expect(report.faults == ["http.broken"])
    #expect(report.target.redirectedFrom == nil)
  }

  @Test(arguments: [nil, Duration.seconds(20)])
  func `an application that is starting is waited for, if asked`(wait: Duration?) async throws {
    let left = Mutex(3)
    let slot = Slot<Report>()
    try await Peer.serve { request, stream in
      // Down until it has been asked three times where nobody waits: for good.
      let isDown =
        wait == nil
        || left.withLock {
          $0 -= 1
          return $0 >= 0
        }
      if isDown { return try stream.answer(503, "Service Unavailable", [:], "starting") }
      return try await application(request, stream)
    } _: { peer in
      let report = try await check(peer.url("/")) {
        $0.webSocketPath = "/chat/ws"
        $0.wait = wait
      }
      slot.value = report
    }
    let report = try #require(slot.value)
    #expect(report.exitStatus == (wait == nil ? 1 : 0), "\(report.faults)")
    #expect(report.settings.waitSeconds == wait?.seconds)
    #expect((report.measurements.waitedSeconds ?? 0) >= (wait == nil ? 0 : 1))
  }

  @Test func `a port that opens late is waited for`() async throws {
    // A port that nobody has: closed again, and opened by the application when somebody has knocked.
    let loop = try EventLoop()
    defer { loop.shutdown() }
    let listener = try Listener(loop: loop)
    let address = listener.address
    listener.close()
    let (knocks, knocked) = AsyncStream<Void>.makeStream()
    let checked = Task {
      try await check("http://\(address.description)/") {
        $0.webSocketPath = "/chat/ws"
        $0.wait = .seconds(60)
      } progress: { progress in
        if case .waiting = progress { knocked.yield() }
      }
    }
    for await _ in knocks { break }
    let slot = Slot<Report>()
    try await Peer.serve(on: address) {
      try await application($0, $1)
    } _: { _ in
      let report = try await checked.value
      slot.value = report
    }
    let report = try #require(slot.value)
    #expect(report.exitStatus == 0, "\(report.faults)")
  }

  @Test func `Ctrl-C ends a wait`() async throws {
    let stop = StopSignal()
    try await Peer.serve { _, stream in
      try stream.answer(502, "Bad Gateway", [:], "down")
    } _: {
      peer in
      let begun = EventLoop.now()
      let report = try await check(peer.url("/"), stop: stop) {
        $0.webSocketPath = "/chat/ws"
        $0.wait = .seconds(300)
      } progress: { progress in
        if case .waiting = progress { stop.stop(signal: 2) }
      }
      #expect(report.interrupted && report.exitStatus == 130)
      #expect(EventLoop.now() - begun < .seconds(60))
    }
  }

  @Test func `the wait ends, and what is there is judged`() async throws {
    let slot = Slot<Report>()
    try await Peer.serve { _, stream in
      try stream.answer(502, "Bad Gateway", [:], "down")
    } _: {
      peer in
      let report = try await check(peer.url("/")) {
        $0.webSocketPath = "/chat/ws"
        $0.wait = .seconds(1)
      }
      slot.value = report
    }
    let report = try #require(slot.value)
    #expect(report.exitStatus == 1)
    #expect((1..<6).contains(report.measurements.waitedSeconds ?? 0))
  }
}
