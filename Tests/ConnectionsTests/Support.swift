import Connections
import HTTP1
import Testing
import Transport
import WebSocketCompression
import WebSocketProtocol

/// Far enough for a slow machine, near enough to end a test that hangs.
func soon() -> Moment { EventLoop.now() + .seconds(20) }

/// Runs a test's body on a loop, with a server that serves each connection by a function.
func withServer(
  _ driver: DriverKind = .best,
  serving serve: @escaping @Sendable (ByteStream) async throws -> Void,
  _ body: @concurrent @Sendable (EventLoop, Listener) async throws -> Void
) async throws {
  let loop = try EventLoop(driver: driver)
  defer { loop.shutdown() }
  try await withTaskExecutorPreference(loop) {
    let listener = try Listener(loop: loop)
    try await withThrowingTaskGroup { group in
      group.addTask {
        await listener.serve { stream in
          // A server whose client went away has nothing to report.
          try? await serve(stream)
        }
      }
      do {
        try await body(loop, listener)
      } catch {
        group.cancelAll()
        throw error
      }
      group.cancelAll()
    }
  }
}

extension Listener {
  var route: Route {
    Route(isSecure: false, host: "127.0.0.1", port: port)
  }
}

extension ByteStream {
  /// Reads a request's head, and its body into the void.
  func readRequest() async throws -> RequestHead {
    var parser = RequestParser(bodyLimit: 1 << 20)
    while true {
      while let event = try parser.nextEvent() {
        if case .end = event {
          unread(parser.takeLeftover())
          return try #require(parser.head)
        }
      }
      guard case .bytes(let bytes, _) = try await read(deadline: soon()) else {
        throw HeadViolation.endOfStream(receivedBytes: 0)
      }
      parser.receive(bytes)
    }
  }

  func write(_ text: String) throws(TransportError) {
    try write(Array(text.utf8))
  }

  /// Waits until the peer has closed, whatever it sends.
  func waitForEnd() async throws {
    while case .bytes = try await read(deadline: soon()) {}
  }
}
