import Transport
import WebSocketProtocol

/// How a case's connection comes to its end.
extension CaseRun {
  /// The server has to fail the connection: if it doesn't by itself, a ping shows that it lives on.
  nonisolated(nonsending) func awaitFailure(_ wire: Wire, _ trace: inout Trace) async {
    let reacted = await wire.wait(until: EventLoop.now() + limits.reaction) { $0.isOver }
    if !reacted && wire.look({ $0.end == nil }) {
      wire.send(RawFrame.ping(Trace.barrier).bytes, as: "ping, to see whether it lives on")
      let isAlive = await wire.wait(until: EventLoop.now() + limits.silence) { state in
        state.isOver || state.events.contains { $0.what == .pong(Trace.barrier) }
      }
      trace.isSilent = !isAlive && wire.look { $0.end == nil }
    }
    await finish(wire)
  }

  /// The server has to answer a Close frame and then to end TCP.
  nonisolated(nonsending) func awaitClose(_ wire: Wire, _ trace: inout Trace) async {
    let isClosed = await wire.wait(until: EventLoop.now() + limits.silence) { state in
      state.hasClose || state.end != nil
    }
    trace.isSilent = !isClosed
    await finish(wire)
  }

  /// Answers a Close frame that is not an answer itself, and waits for TCP's end.
  private nonisolated(nonsending) func finish(_ wire: Wire) async {
    guard wire.look({ $0.hasClose }) else { return }
    if wire.look({ $0.end == nil }), test.ending != .closing, test.ending != .close {
      wire.send(RawFrame.close(1000).bytes, as: "Close 1000, in answer")
    }
    let isEnded = await ended(
      wire, within: habits.keepsConnectionsOpen ? limits.reaction : limits.silence)
    if !isEnded { habits.noteKeptOpen() }
  }

  nonisolated(nonsending) func ended(_ wire: Wire, within time: Duration) async -> Bool {
    await wire.wait(until: EventLoop.now() + time) { $0.end != nil }
  }

  /// Takes over what came.
  func collect(_ wire: Wire, _ trace: inout Trace) {
    wire.look { state in
      trace.head = state.head
      trace.headFailure = state.headFailure
      trace.events = state.events.map(\.what)
      trace.end = state.end
    }
    if trace.isAnswerAll && trace.head == nil && trace.headFailure == nil && trace.end == nil {
      trace.isSilent = true
    }
    trace.isAlive = trace.events.contains(.pong(Trace.barrier))
    trace.readMessages()
  }
}

extension Wire.State {
  /// Whether the server has ended the connection, or begun to.
  var isOver: Bool { end != nil || hasClose }
}
