import Evidence
import HTTP1
import Investigation
import Testing
import Transport

/// The network's own refusals, as this machine's kernel gives them: nothing leaves it.
@Suite(.timeLimit(.minutes(2))) struct NetworkFaultTests {
  /// The only thing named, for sure, with a way to go on.
  private func expect(
    _ fault: FaultID, of report: Report, step: StepID, naming word: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try report.expectWellFormed(sourceLocation: sourceLocation)
    #expect(report.faults == [fault.rawValue], sourceLocation: sourceLocation)
    #expect(report.verdict == .broken && report.exitStatus == 1, sourceLocation: sourceLocation)
    let diagnosis = try #require(report.diagnoses.first, sourceLocation: sourceLocation)
    #expect(diagnosis.certainty == .proven, sourceLocation: sourceLocation)
    let first = try #require(diagnosis.missingSteps.first, sourceLocation: sourceLocation)
    #expect(first.step == step && first.rank == 1, sourceLocation: sourceLocation)
    #expect(first.snippet.contains(word), "\(first.snippet)", sourceLocation: sourceLocation)
    #expect(report.probe("upgrade")?.outcome != .pass, sourceLocation: sourceLocation)
  }

  @Test func `a full queue answers no SYN`() async throws {
    let loop = try EventLoop()
    defer { loop.shutdown() }
    // It never accepts: one connection waits, and what comes after it is dropped.
    let listener = try Listener(loop: loop, backlog: 0)
    var waiting: [ByteStream] = []
    while true {
      let (stream, _) = await Dialer.connect(
        to: [listener.address], on: loop, deadline: EventLoop.now() + .milliseconds(500))
      guard let stream else { break }
      waiting.append(stream)
      #expect(waiting.count < 8)
    }
    let report = try await check(
      "http://127.0.0.1:\(listener.port)/", timeout: .seconds(2))
    try expect(
      "tcp.timeout", of: report, step: "client.network", naming: "nc -vz -w 5 127.0.0.1")
    // Somebody accepts: the way is free again, and another thing is wrong.
    for stream in waiting { stream.close() }
    listener.close()
    let later = try await check("http://127.0.0.1:\(listener.port)/", timeout: .seconds(2))
    #expect(later.faults == ["tcp.refused"])
  }

  @Test func `a broadcast address has no way to it`() async throws {
    let report = try await check("http://127.255.255.255/", timeout: .seconds(2))
    try expect(
      "tcp.unreachable", of: report, step: "client.network",
      naming: "ip route get 127.255.255.255")
  }

  @Test(arguments: ["http", "https"])
  func `a connection that is reset before a word is the network's affair`(scheme: String)
    async throws
  {
    let loop = try EventLoop()
    defer { loop.shutdown() }
    let listener = try Listener(loop: loop)
    let service = Task(executorPreference: loop) { await listener.serve { $0.abort() } }
    let report = try await check("\(scheme)://127.0.0.1:\(listener.port)/", timeout: .seconds(5))
    try expect("tcp.reset", of: report, step: "client.network", naming: "\(listener.port)")
    service.cancel()
    listener.close()
    await service.value
  }

  @Test(arguments: ["http", "https"])
  func `a forward proxy that isn't there is named, not the target`(scheme: String) async throws {
    let loop = try EventLoop()
    defer { loop.shutdown() }
    let gone = try Listener(loop: loop)
    gone.close()
    try await Peer.serve {
      try await application($0, $1)
    } _: { peer in
      let report = try await check(
        "\(scheme)://127.0.0.1:\(peer.address.port)/", timeout: .seconds(2)
      ) {
        $0.webSocketPath = "/chat/ws"
        $0.via = ForwardProxyOption(url: "http://127.0.0.1:\(gone.port)", source: .option)
      }
      try expect(
        "connect.proxy-unreachable", of: report, step: "client.forward-proxy", naming: "--via")
      #expect(peer.requests.isEmpty)
      // Without it the target is healthy.
      let direct = try await check(peer.url("/")) { $0.webSocketPath = "/chat/ws" }
      #expect(direct.verdict == .healthy, "\(direct.faults)")
    }
  }

  @Test func `what is no forward proxy is none`() async throws {
    try await Peer.serve {
      try await application($0, $1)
    } _: { target in
      // It takes CONNECT for a request of its own and closes.
      try await Peer.serve { _, stream in
        try stream.write("no proxy here\r\n")
        return try await stream.finish()
      } _: { peer in
        let report = try await check(target.url("/"), timeout: .seconds(2)) {
          $0.via = ForwardProxyOption(url: peer.url(), source: .option)
        }
        try expect(
          "connect.proxy-unreachable", of: report, step: "client.forward-proxy", naming: "--via")
        #expect(target.requests.isEmpty)
      }
    }
  }

  @Test func `a forward proxy that waits for the target was reached`() async throws {
    try await Peer.serve { request, stream in
      request.method == "CONNECT" ? await stream.hold() : try stream.answer(400, "Bad Request")
    } _: { peer in
      let report = try await check("https://chat.example.test", timeout: .seconds(1)) {
        $0.via = ForwardProxyOption(url: peer.url(), source: .option)
      }
      #expect(report.faults == ["connect.target-unreachable"])
      #expect(report.diagnoses.first?.certainty == .likely)
    }
  }

  @Test func `a forward proxy that refuses is told of its list, not of a command line`()
    async throws
  {
    try await Peer.serve { _, stream in
      try stream.answer(403, "Forbidden")
    } _: { peer in
      let report = try await check("https://chat.example.test:8443") {
        $0.via = ForwardProxyOption(url: peer.url(), source: .option)
      }
      #expect(report.faults == ["connect.denied"])
      let step = try #require(report.diagnoses.first?.missingSteps.first)
      #expect(step.step == "proxy.connect-targets")
      #expect(step.snippet.contains("chat.example.test") && step.snippet.contains("8443"))
    }
  }
}
