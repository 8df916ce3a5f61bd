public import Connections
import Evidence
import HTTP1
import Transport
import WebSocketCompression

extension ProbeContext {
  /// A further handshake like the first, for a probe that needs a connection of its own.
  public func openHandshake() async -> (opening: WebSocketOpening, connection: String) {
    let key = WebSocketConnection.makeKey()
    let target = await endpoint().target
    let request = RequestHead(
      method: "GET", target: target, fields: fields(for: Ask.Upgrade(), key: key))
    let opening = await WebSocketConnection.open(
      route, request: request, key: key, offeredSubprotocols: settings.subprotocols,
      offeredDeflate: .browser, on: loop, deadline: stepDeadline)
    let id = recorder.record(opening.dial)
    if let exchange = opening.exchange {
      _ = recorder.record(exchange, ask: "handshakeAgain", connection: id, author: nil)
    }
    return (opening, id)
  }

  public func now() -> ContinuousClock.Instant { EventLoop.now() }
}
