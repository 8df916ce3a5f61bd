import Connections
import Measuring
import Transport

/// The other side of a task, with a limit for the whole.
final class Peer: Sendable {
  /// A message's kind doesn't matter here, its length does.
  struct Received: Equatable {
    let length: Int
  }

  let connection: WebSocketConnection
  let deadline = EventLoop.now() + .seconds(600)

  init(_ connection: WebSocketConnection) { self.connection = connection }

  /// The next message, waited for.
  nonisolated(nonsending) func message() async throws(MeasuringFailure) -> Received {
    while true {
      let incoming = await connection.receive(deadline: deadline)
      if let received = try read(incoming) { return received }
    }
  }

  /// The next message if it has come already; costs no suspension.
  func bufferedMessage() throws(MeasuringFailure) -> Received? {
    while let incoming = connection.receiveBuffered() {
      if let received = try read(incoming) { return received }
    }
    return nil
  }

  private func read(_ incoming: Incoming) throws(MeasuringFailure) -> Received? {
    switch incoming.what {
    case .text(let text): return Received(length: text.utf8.count)
    case .binary(let bytes): return Received(length: bytes.count)
    case .ping, .pong: return nil
    default: throw MeasuringFailure("instead of a message came \(incoming.what)")
    }
  }
}

/// What is sent, over and over.
enum Messages: Sendable {
  case binary([[UInt8]])
  case text([String])

  func send(_ index: Int, over connection: WebSocketConnection) throws(TransportError) {
    switch self {
    case .binary(let list): try connection.send(binary: list[index % list.count])
    case .text(let list): try connection.send(text: list[index % list.count])
    }
  }

  func length(of index: Int) -> Int {
    switch self {
    case .binary(let list): list[index % list.count].count
    case .text(let list): list[index % list.count].utf8.count
    }
  }
}
