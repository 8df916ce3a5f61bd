import Connections
import HTTP1
import Transport
import WebSocketCompression
import WebSocketProtocol

/// A server's end of a WebSocket connection, for tests: a stream and a protocol machine.
struct WebSocketServer: ~Copyable {
  let stream: ByteStream
  let request: RequestHead
  var machine: ProtocolMachine

  /// Accepts the opening handshake, with octets sent in the same segment as the head.
  init(
    accepting stream: ByteStream, adding fields: Fields = [:], deflate: Bool = false,
    sendingAlong first: (inout ProtocolMachine) -> Void = { _ in }
  ) async throws {
    let request = try await stream.readRequest()
    var head = ResponseHead(
      status: 101, reason: "Switching Protocols",
      fields: ["Upgrade": "websocket", "Connection": "Upgrade"])
    let key = request.fields.first("Sec-WebSocket-Key") ?? ""
    head.fields.append("Sec-WebSocket-Accept", OpeningHandshake.accept(for: key))
    var compression: PerMessageDeflate?
    if deflate, let chosen = DeflateAcceptance().choose(from: request) {
      head.fields.append("Sec-WebSocket-Extensions", chosen.text)
      compression = PerMessageDeflate(role: .server, parameters: chosen.agreed)
    }
    for field in fields.list { head.fields.append(field.name, field.value) }
    var machine = ProtocolMachine.server(compression: compression)
    first(&machine)
    try stream.write(head.serialized() + machine.takeOutput())
    self.stream = stream
    self.request = request
    self.machine = machine
  }

  /// Sends what the machine has to say.
  mutating func flush() async throws {
    try stream.write(machine.takeOutput())
    try await stream.flush(deadline: soon())
  }

  /// The next thing that the client did; `nil` after the end.
  mutating func next() async throws -> ProtocolMachine.Event? {
    while true {
      if let event = machine.nextEvent() {
        try await flush()
        return event == .endOfStream ? nil : event
      }
      switch try await stream.read(deadline: soon()) {
      case .bytes(let bytes, _): machine.receive(bytes)
      case .end: machine.receiveEndOfStream()
      }
    }
  }

  /// Sends every message back until the client says goodbye.
  consuming func echo() async throws {
    while let event = try await next() {
      switch event {
      case .text(let text): machine.send(text: text)
      case .binary(let bytes): machine.send(binary: bytes)
      // The server ends TCP (RFC 6455 §7.1.1).
      case .close: return
      default: break
      }
      try await flush()
    }
  }
}

extension Listener {
  /// Opens a WebSocket connection to this listener.
  func openWebSocket(
    subprotocols: [String] = [], deflate: DeflateOffer? = nil,
    options: WebSocketOptions = WebSocketOptions(), route: Route? = nil
  ) async -> WebSocketOpening {
    let key = WebSocketConnection.makeKey()
    let offer = OpeningHandshake.Offer(
      key: key, subprotocols: subprotocols, extensions: deflate.map { [$0.text] } ?? [])
    return await WebSocketConnection.open(
      route ?? self.route, request: offer.request(host: "test", target: "/ws"), key: key,
      offeredSubprotocols: subprotocols, offeredDeflate: deflate, options: options, on: loop,
      deadline: soon())
  }
}
