import Connections
import HTTP1
import Testing
import Transport

@testable import Lab

/// An answer that comes bit by bit, and tunnels that are spoilt.
@Suite struct StreamTests {
  private static let beacon = Beacon(streamPath: "/poll")
  private static let whole =
    "data: piece 1 of 4\n\ndata: piece 2 of 4\n\ndata: piece 3 of 4\n\n"
    + "data: piece 4 of 4\n\n"

  /// From the first piece to the last.
  private func spread(_ exchange: HTTPExchange) throws -> Duration {
    try #require(exchange.arrivals.last).at - #require(exchange.arrivals.first).at
  }

  @Test func `the beacon's stream passes a healthy proxy as it comes`() async throws {
    try await withProxy(.healthy, before: Self.beacon) { client, _ in
      let exchange = try await client.ask("/poll")
      #expect(exchange.text == Self.whole)
      #expect(exchange.bodyEnd == .complete && exchange.failure == nil)
      #expect(try spread(exchange) >= .milliseconds(600))
      #expect(exchange.response?.fields.first(Beacon.streamField) == "pieces=4; milliseconds=300")
    }
  }

  @Test func `a proxy that buffers keeps it until its end`() async throws {
    try await withProxy(.buffersAnswers, before: Self.beacon) { client, _ in
      let exchange = try await client.ask("/poll")
      #expect(exchange.text == Self.whole)
      #expect(try spread(exchange) < .milliseconds(300))
      #expect(exchange.endedAt - exchange.startedAt >= .milliseconds(850))
    }
  }

  @Test func `to a client of HTTP 1.0 the end of the connection ends it`() async throws {
    try await withServer(Self.beacon) { client, _ in
      let stream = try await client.connect()
      try stream.write(Array("GET /poll HTTP/1.0\r\n\r\n".utf8))
      let (bytes, end) = try await stream.readToEnd()
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(text.hasSuffix("\r\n\r\n" + Self.whole) && end == .fin)
      #expect(!text.contains("chunked"))
    }
  }

  @Test func `other paths are no stream, and other requests for the path are`() throws {
    func isStream(_ beacon: Beacon, _ target: String) -> Bool {
      let request = RequestHead(method: "GET", target: target, fields: ["Host": "a"])
      if case .stream = beacon.answer(to: request) { return true }
      return false
    }
    #expect(isStream(Self.beacon, "/poll") && isStream(Self.beacon, "/poll?x=1"))
    #expect(!isStream(Self.beacon, "/") && !isStream(Self.beacon, "/poll/x"))
    #expect(!isStream(Beacon(), "/poll"))
  }

  @Test func `lumps come late, and whole`() async throws {
    try await withProxy(.spoils(.lumps(after: .milliseconds(400)))) { client, _ in
      let connection = try #require(await client.open().connection)
      try connection.ping([1])
      try connection.ping([2])
      let first = await connection.receive(deadline: soon())
      let second = await connection.receive(deadline: soon())
      #expect(first.what == .pong([1]) && second.what == .pong([2]))
      #expect(first.at - connection.openedAt >= .milliseconds(350))
      _ = await connection.close(deadline: soon())
    }
  }

  @Test func `a frame that is too long ends it, one that isn't doesn't`() async throws {
    try await withProxy(.spoils(.endsAtFrames(longerThan: 1000))) { client, _ in
      let connection = try #require(await client.open().connection)
      try connection.send(binary: Array(repeating: 1, count: 1000))
      let echoed = await connection.receive(deadline: soon())
      #expect(echoed.what == .binary(Array(repeating: 1, count: 1000)))
      try connection.send(binary: Array(repeating: 1, count: 1001))
      guard case .ended(let death) = await connection.receive(deadline: soon()).what else {
        Issue.record("still open")
        return
      }
      #expect(death.by == .peer)
    }
  }

  @Test func `cut at once`() async throws {
    try await withProxy(.spoils(.cutsAtOnce)) { client, _ in
      let connection = try #require(await client.open().connection)
      guard case .ended(let death) = await connection.receive(deadline: soon()).what else {
        Issue.record("still open")
        return
      }
      #expect(death.how == .fin && death.by == .peer)
    }
  }
}
