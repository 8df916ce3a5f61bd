import Evidence
import HTTP1
import Investigation
import Testing
import Transport

/// Targets that cannot be reached, or answer nothing that is HTTP.
@Suite(.timeLimit(.minutes(2))) struct UnreachableTests {
  /// Ends within a few step timeouts, and names that fault.
  private func expect(
    _ faults: Set<String>, of url: String, timeout: Duration = .seconds(2),
    _ change: (inout CheckOptions) -> Void = { _ in },
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let begun = EventLoop.now()
    let report = try await check(url, timeout: timeout, change)
    let took = EventLoop.now() - begun
    #expect(took < timeout * 5 + .seconds(5), sourceLocation: sourceLocation)
    let first = try #require(report.faults.first, sourceLocation: sourceLocation)
    #expect(
      faults.contains(first), "\(report.observations.map(\.text))", sourceLocation: sourceLocation)
    #expect(report.faults.count == 1, "\(report.faults)", sourceLocation: sourceLocation)
    #expect(report.verdict == .broken, sourceLocation: sourceLocation)
    #expect(report.exitStatus == 1, sourceLocation: sourceLocation)
    #expect(!report.target.endpointConfirmed, sourceLocation: sourceLocation)
    try report.expectWellFormed(sourceLocation: sourceLocation)
  }

  @Test func `a host that doesn't exist`() async throws {
    // Without a network the resolver can't even say that.
    try await expect(
      ["dns.not-found", "dns.failed"], of: "https://nothing.invalid", timeout: .seconds(2))
  }

  @Test(arguments: ["http", "https", "ws", "wss"])
  func `a port on which nothing listens`(scheme: String) async throws {
    let loop = try EventLoop()
    defer { loop.shutdown() }
    let listener = try Listener(loop: loop)
    listener.close()
    try await expect(["tcp.refused"], of: "\(scheme)://127.0.0.1:\(listener.port)/ws")
  }

  @Test func `the table decides which address is asked`() async throws {
    let loop = try EventLoop()
    defer { loop.shutdown() }
    let listener = try Listener(loop: loop)
    listener.close()
    let report = try await check("http://chat.example.test:\(listener.port)") {
      $0.resolve = [
        ResolveOverride(host: "chat.example.test", port: listener.port, address: "127.0.0.1")
      ]
    }
    #expect(report.faults == ["tcp.refused"])
    #expect(report.target.addresses == ["127.0.0.1"])
    #expect(report.probe("upgrade")?.outcome == .skipped)
  }

  private static let silent: Peer.Handler = { _, stream in await stream.hold() }

  @Test func `a port that takes connections and stays silent`() async throws {
    try await Peer.serve(Self.silent) { peer in
      try await expect(["http.backend-timeout"], of: peer.url())
      try await expect(["http.backend-timeout"], of: peer.url("/some/path?x=1"))
    }
  }

  @Test func `a silent port that was to speak TLS`() async throws {
    try await Peer.serve(Self.silent) { peer in
      try await expect(["tls.handshake-failed"], of: "https://127.0.0.1:\(peer.address.port)")
    }
  }

  @Test func `a plain HTTP port that was to speak TLS`() async throws {
    try await Peer.serve { request, stream in
      try await application(request, stream)
    } _: { peer in
      try await expect(["tls.not-spoken"], of: "wss://127.0.0.1:\(peer.address.port)/x")
    }

    // What a client's hello gets from nginx.
    let loop = try EventLoop()
    defer { loop.shutdown() }
    let listener = try Listener(loop: loop)
    let service = Task(executorPreference: loop) {
      await listener.serve { stream in
        _ = try? await stream.read(deadline: soon())
        try? stream.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
        _ = try? await stream.finish()
      }
    }
    try await expect(["tls.not-spoken"], of: "https://127.0.0.1:\(listener.port)")
    service.cancel()
    await service.value
  }

  @Test func `a slow HTTP port that was to speak TLS is one story`() async throws {
    let loop = try EventLoop()
    defer { loop.shutdown() }
    let listener = try Listener(loop: loop)
    let service = Task(executorPreference: loop) {
      await listener.serve { stream in
        // Reads on until a head is whole, which a client's hello never makes.
        guard (try? await stream.nextLine()) == true else { return }
        _ = try? stream.answer(200)
        _ = try? await stream.finish()
      }
    }
    let report = try await check(
      "https://127.0.0.1:\(listener.port)", timeout: .seconds(1))
    #expect(report.faults == ["tls.not-spoken"])
    let told = report.diagnoses.flatMap { [$0.title, $0.explanation] + $0.evidence.map(\.fact) }
    #expect(!told.contains { $0.contains("cipher") }, "\(told)")
    service.cancel()
    await service.value
  }

  private static let noAnswers: [(String, Set<String>, Peer.Handler)] = [
    (
      "RST", ["http.truncated"],
      { _, stream in
        stream.abort()
        return false
      }
    ),
    ("FIN", ["http.truncated"], { _, stream in try await stream.finish() }),
    (
      "garbage", ["http.malformed"],
      { _, stream in
        try stream.write([0, 1, 2, 0xFF, 0xFE] + Array("garbage\r\n\r\n".utf8))
        return try await stream.finish()
      }
    ),
    (
      "SSH", ["http.malformed"],
      { _, stream in
        try stream.write("SSH-2.0-OpenSSH_9.2\r\n")
        await stream.hold()
        return false
      }
    ),
    (
      "HTTP/2", ["http.only-http2"],
      { _, stream in
        try stream.write([0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 128])
        return try await stream.finish()
      }
    ),
    (
      "a status line that is none", ["http.malformed"],
      { _, stream in
        try stream.write("HTTP/1.1 OK 200\r\n\r\n")
        return try await stream.finish()
      }
    ),
    (
      "a field that is none", ["http.malformed"],
      { _, stream in
        try stream.write("HTTP/1.1 200 OK\r\nno colon here\r\n\r\n")
        return try await stream.finish()
      }
    ),
    (
      "half a head", ["http.truncated"],
      { _, stream in
        try stream.write("HTTP/1.1 200 OK\r\nContent-Ty")
        return try await stream.finish()
      }
    ),
    (
      "half a body", ["http.truncated"],
      { _, stream in
        try stream.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<html>")
        return try await stream.finish()
      }
    ),
    (
      "half a chunk", ["http.truncated"],
      { _, stream in
        try stream.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc")
        return try await stream.finish()
      }
    ),
    (
      "a head without end", ["http.oversized"],
      { _, stream in
        try stream.write("HTTP/1.1 200 OK\r\n")
        let field = Array(
          String(repeating: "X-Endless: xxxxxxxxxxxxxxxxxxxxxxxx\r\n", count: 200).utf8)
        while true {
          try stream.write(field)
          try await stream.drain(deadline: soon())
        }
      }
    ),
    (
      "interim answers without end", ["http.oversized"],
      { _, stream in
        while true {
          try stream.write(String(repeating: "HTTP/1.1 103 Early Hints\r\n\r\n", count: 50))
          try await stream.drain(deadline: soon())
        }
      }
    ),
    (
      "a head that trickles", ["http.truncated", "http.backend-timeout"],
      { _, stream in
        for byte in "HTTP/1.1 200 OK\r\nX-Slow: \(String(repeating: "x", count: 4000))".utf8 {
          try stream.write([byte])
          try await stream.flush(deadline: soon())
          // A byte now and then is in time; the whole never is.
          _ = try? await stream.read(deadline: EventLoop.now() + .milliseconds(20))
        }
        return false
      }
    ),
  ]

  @Test(arguments: noAnswers.indices)
  func `what is no answer has its fault`(index: Int) async throws {
    let (name, faults, handler) = Self.noAnswers[index]
    let timeout: Duration = name.contains("trickles") ? .seconds(2) : .seconds(8)
    try await Peer.serve(handler) { peer in
      try await expect(faults, of: peer.url(), timeout: timeout)
      try await expect(
        faults, of: peer.url("/app"), timeout: timeout, { $0.webSocketPath = "/app/ws?token=x" })
    }
  }
}

extension ByteStream {
  /// Reads until an empty line; false: the peer went before.
  fileprivate func nextLine() async throws -> Bool {
    var octets: [UInt8] = []
    while case .bytes(let bytes, _) = try await read(deadline: soon()) {
      octets += bytes
      if String(decoding: octets, as: UTF8.self).contains("\r\n\r\n") { return true }
    }
    return false
  }
}
