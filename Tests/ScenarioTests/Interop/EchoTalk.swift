import Connections
import Foundation
import HTTP1
import Transport
import WebSocketCompression
import WebSocketProtocol

/// A conversation of our engine with an echo server: messages of all sizes, fragments, a ping, a close.
struct EchoTalk {
  var route: Route
  var target: String
  var subprotocol: String?
  /// Whether each message comes back as it was; else only octets of text do, in messages of any size, as
  /// libwebsockets' mirror sends on as text whatever it has read.
  var keepsMessages: Bool

  /// Around the three forms of a frame's length (RFC 6455 §5.2), and beyond what a read brings.
  private static let sizes = [0, 1, 125, 126, 65_535, 65_536, 200_000]

  private static func soon() -> Moment { EventLoop.now() + .seconds(10) }

  /// Talks, offering compression or not; tells whether it was agreed upon, and throws at the first
  /// thing that isn't as it should be.
  func run(offeringCompression: Bool, on loop: EventLoop) async throws -> Bool {
    let key = WebSocketConnection.makeKey()
    let deflate: DeflateOffer? = offeringCompression ? .browser : nil
    let subprotocols = subprotocol.map { [$0] } ?? []
    let offer = OpeningHandshake.Offer(
      key: key, subprotocols: subprotocols, extensions: deflate.map { [$0.text] } ?? [])
    let opening = await WebSocketConnection.open(
      route, request: offer.request(host: "\(route.host):\(route.port)", target: target), key: key,
      offeredSubprotocols: subprotocols, offeredDeflate: deflate, on: loop, deadline: Self.soon())
    guard let connection = opening.connection, opening.violations.isEmpty else {
      let status = opening.exchange?.response.map { "status \($0.status)" }
      throw Failure("no WebSocket: \(status ?? "\(opening.dial)")")
    }
    for size in Self.sizes where keepsMessages || size > 0 {
      let character = keepsMessages ? "€" : "e"
      let width = character.utf8.count
      let text =
        String(repeating: character, count: size / width)
        + String(repeating: "x", count: size % width)
      try connection.send(text: text)
      try await expect(Array(text.utf8), isText: true, from: connection)
      guard keepsMessages else { continue }
      let binary = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ size) }
      try connection.send(binary: binary)
      try await expect(binary, isText: false, from: connection)
    }
    try await fragments(over: connection)
    try connection.ping([1, 2, 3])
    guard case .pong([1, 2, 3]) = await connection.receive(deadline: Self.soon()).what else {
      throw Failure("no pong")
    }
    let death = await connection.close(code: CloseCode(4000), reason: "done", deadline: Self.soon())
    guard death.how == .closeFrame, death.by == .us, death.close?.answer != nil else {
      throw Failure("the Close frame is not answered: \(death.how)")
    }
    let isCompressed = opening.exchange?.response?.fields.list.contains {
      $0.name.lowercased() == "sec-websocket-extensions"
        && $0.value.hasPrefix("permessage-deflate")
    }
    return isCompressed == true
  }

  /// A message in three pieces, with a ping between them (RFC 6455 §5.4).
  private func fragments(over connection: WebSocketConnection) async throws {
    try connection.sendFragment(.text, Array("frag".utf8), fin: false)
    try connection.ping([9])
    try connection.sendFragment(.continuation, Array("ment".utf8), fin: false)
    try connection.sendFragment(.continuation, Array("ed".utf8), fin: true)
    try await expect(Array("fragmented".utf8), isText: true, from: connection, pongs: 1)
  }

  private func expect(
    _ octets: [UInt8], isText: Bool, from connection: WebSocketConnection, pongs: Int = 0
  ) async throws {
    var got: [UInt8] = []
    var pongs = pongs
    var isWhole = false
    while !isWhole || pongs > 0 {
      switch await connection.receive(deadline: Self.soon()).what {
      case .text(let text) where isText || !keepsMessages: got += Array(text.utf8)
      case .binary(let bytes) where !isText || !keepsMessages: got += bytes
      case .pong([9]) where pongs > 0:
        pongs -= 1
        continue
      case .ping: continue
      case let other:
        throw Failure("instead of \(octets.count) octets came \("\(other)".prefix(80))")
      }
      isWhole = keepsMessages || got.count >= octets.count
    }
    guard got == octets else { throw Failure("\(octets.count) octets came back as \(got.count)") }
  }
}
