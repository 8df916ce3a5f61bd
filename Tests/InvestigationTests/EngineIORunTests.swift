import Evidence
import HTTP1
import Investigation
import Synchronization
import Testing
import Transport

/// Servers of Engine.IO as their sources answer, in this process; python-socketio stands in the scenarios.
@Suite struct EngineIORunTests {
  private static let open =
    "0{\"sid\":\"a-session-of-the-server\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,"
    + "\"pingTimeout\":20000,\"maxPayload\":1000000}"

  /// A server that takes version 4 alone, and says so only after the 101, as Node's does.
  private static let node: Peer.Handler = { request, stream in
    guard request.path == "/socket.io/" else {
      return try stream.answer(
        request.path == "/" ? 200 : 404, "OK", ["Content-Type": "text/html"], "<h1>Chat</h1>")
    }
    let isFour = request.target.contains("EIO=4")
    if request.asksToUpgrade {
      try stream.write(request.accepted())
      if isFour { return try await stream.talkEngineIO() }
      try stream.write(
        "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-type: text/html\r\n"
          + "Content-Length: 28\r\n\r\nUnsupported protocol version")
      return try await stream.finish()
    }
    guard request.target.contains("transport=polling") else {
      return try stream.answer(
        400, "Bad Request", ["Content-Type": "application/json"],
        "{\"code\":3,\"message\":\"Bad request\"}")
    }
    guard isFour else {
      return try stream.answer(
        400, "Bad Request", ["Content-Type": "application/json"],
        "{\"code\":5,\"message\":\"Unsupported protocol version\"}")
    }
    return try stream.answer(
      200, "OK", ["Content-Type": "text/plain; charset=UTF-8"],
      request.method == "POST" ? "ok" : open)
  }

  @Test func `another version of Socket.IO is named, and no broken frames`() async throws {
    try await Peer.serve(Self.node) { peer in
      let report = try await check(peer.url("/")) {
        $0.webSocketPath = "/socket.io/?EIO=3&transport=websocket"
      }
      try report.expectWellFormed()
      #expect(report.faults == ["polling.protocol-mismatch"])
      #expect(report.diagnoses.first?.certainty == .proven)
      #expect(
        report.diagnoses.first?.missingSteps.map(\.step) == ["application.engine-version"])
    }
  }

  @Test func `the version that the server takes is asked for where none was given`() async throws {
    try await Peer.serve(Self.node) { peer in
      let report = try await check(peer.url("/")) { $0.webSocketPath = "/socket.io/" }
      #expect(!report.faults.contains("polling.protocol-mismatch"))
      #expect(report.settings.keepaliveSeconds == 25)
      #expect(report.settings.keepaliveFrom == .observed)
      #expect(peer.requests.contains { $0.target.contains("transport=websocket&sid=") })
      #expect(try !report.json().contains("a-session-of-the-server"))
      // What is asked of one session comes one after the other.
      #expect(report.exchanges.count { $0.ask == "engine" } <= 15)
    }
  }

  /// An application whose page begins a session, and whose nodes take turns.
  private static func cluster(sets cookie: String?, turns: Bool) -> Peer.Handler {
    let count = Mutex(0)
    return { request, stream in
      guard request.path == "/" else { return try await application(request, stream) }
      let number = count.withLock { count in
        count += 1
        return count
      }
      var fields: Fields = ["Content-Type": "text/html"]
      fields.append("X-ANODEID", turns && number % 2 == 0 ? "node2" : "node1")
      if let cookie, !request.fields.contains("Cookie") { fields.append("Set-Cookie", cookie) }
      return try stream.answer(200, "OK", fields, "<h1>Chat</h1>")
    }
  }

  private static let cookie = "JSESSIONID=0F1E2D3C4B5A69788796A5B4C3D2E1F0; Path=/; HttpOnly"

  @Test func `a session that wanders between nodes is a warning`() async throws {
    try await Peer.serve(Self.cluster(sets: Self.cookie, turns: true)) { peer in
      let report = try await check(peer.url("/")) { $0.webSocketPath = "/chat/ws" }
      try report.expectWellFormed()
      #expect(report.faults == ["cluster.not-sticky"])
      #expect(report.verdict == .degraded && report.exitStatus == 0)
      // The cookie goes back to its server, and nowhere else.
      #expect(
        peer.requests.contains { $0.fields.first("Cookie")?.hasPrefix("JSESSIONID=") == true })
      #expect(try !report.json().contains("0F1E2D3C4B5A6978"))
    }
  }

  @Test(arguments: [(String?.some(cookie), false), (nil, true)])
  func `one node, or no session at all, is none`(_ given: (cookie: String?, turns: Bool))
    async throws
  {
    try await Peer.serve(Self.cluster(sets: given.cookie, turns: given.turns)) { peer in
      let report = try await check(peer.url("/")) { $0.webSocketPath = "/chat/ws" }
      #expect(report.verdict == .healthy, "\(report.faults)")
    }
  }
}
