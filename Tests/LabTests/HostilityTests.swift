import Connections
import HTTP1
import Testing
import Transport

@testable import Lab

@Suite struct HostilityTests {
  /// Those that go on until the client has had enough.
  private static let endless: Set<Hostility> = [
    .silence, .trickle, .bareSwitch, .switchWithoutAccept,
  ]

  @Test(arguments: Hostility.allCases)
  func `no hostile answer is a handshake, and each ends with its client or its proxy`(
    hostility: Hostility
  ) async throws {
    try await withProxy(.hostile(hostility, .upgrade)) { client, proxy in
      let patience: Duration = Self.endless.contains(hostility) ? .milliseconds(150) : .seconds(20)
      let opening = await client.open(deadline: EventLoop.now() + patience)
      #expect(!opening.isEstablished)
      _ = opening.connection?.abandon()
      let page = try await client.ask("/")
      #expect(page.response?.status == 200)
    }
  }

  @Test func `each hostile answer fails in its own way`() async throws {
    try await withProxy(.hostile(.halfAnswer, .everything)) { client, proxy in
      func failure(_ hostility: Hostility) async throws -> HTTPExchange {
        proxy.misconfiguration = .hostile(hostility, .everything)
        return try await client.ask("/")
      }
      #expect(try await failure(.halfAnswer).bodyEnd == .truncatedByPeer)
      guard case .closed(.fin, _)? = try await failure(.halfHead).failure else {
        Issue.record("half a head")
        return
      }
      #expect(try await failure(.reset).failure == .closed(.reset, receivedBytes: 0))
      #expect(try await failure(.close).failure == .closed(.fin, receivedBytes: 0))
      guard case .tooLarge? = try await failure(.endlessHead).failure else {
        Issue.record("an endless head")
        return
      }
      guard case .notHTTP? = try await failure(.http2).failure else {
        Issue.record("HTTP/2")
        return
      }
    }
  }
}
