import Connections
import Evidence
import HTTP1
import Transport
import WebSocketCompression
import WebSocketProtocol

/// Tries one case on a connection of its own.
struct CaseRun {
  let test: Case
  let endpoint: Endpoint
  let loop: EventLoop
  let limits: Patiences
  let habits: Habits

  /// So many handshakes, each behind the part of a frame, show that a server has had time for it.
  private static let witnesses = 24
  /// How often that is looked at.
  private static let look = Duration.milliseconds(20)

  /// How the reason of a case begins that got no connection.
  static let noConnection = "no connection: "
  /// How long a server has that went away and may be starting anew.
  private static let restart = Duration.seconds(1)

  /// What came of it.
  enum Result: Sendable {
    case judged(Trace, transcript: [WireRecord])
    /// The case was never tried, or something else went wrong on the way.
    case inconclusive(String, transcript: [WireRecord])
  }

  nonisolated(nonsending) func run() async -> Result {
    let startedAt = EventLoop.now()
    let (dialled, record) = await dial()
    guard let stream = dialled else {
      return .inconclusive(
        "\(Self.noConnection)\(Reach.phrase(record.failure))", transcript: [])
    }
    defer { stream.close() }
    let key = Endpoint.key()
    let request = endpoint.request(test.opening, key: key)
    let wire = Wire(
      stream, method: request.method, allowsCompression: test.opening.extensions != nil,
      startedAt: startedAt)
    let sentAt = EventLoop.now()
    let usual = endpoint.request(.standard, key: key)
    await open(
      wire, request,
      as: request.summary(comparedWith: usual, hiding: endpoint.addedFields.map(\.name)))
    let head = wire.look { $0.head }
    if head != nil { habits.noteAnswer() }
    // Frames that come before the 101 are what such a case is about.
    let isEarly = !test.opening.glued.isEmpty && wire.look { $0.headFailure != nil }
    if !test.ending.isAnswer && !isEarly {
      guard let head, head.status == 101 else {
        return .inconclusive(refusal(wire, head), transcript: wire.look { $0.log.records })
      }
    }
    var trace = Trace()
    trace.key = request.first("Sec-WebSocket-Key") ?? ""
    trace.offeredSubprotocols = test.opening.subprotocols ?? endpoint.subprotocols
    trace.offeredExtensions = test.opening.extensions
    trace.patience = (test.ending.isAnswer ? limits.step : limits.silence).inSeconds
    trace.handshakeSeconds = wire.look { $0.headAt }.map { ($0 - sentAt).inSeconds }
    trace.address = record.address?.host
    trace.deflate = head.flatMap { agreement(in: $0) }
    trace.isAnswerAll = test.ending.isAnswer
    if head?.status == 101 { await talk(wire, &trace) }
    if Task.isCancelled { return .inconclusive("the run was stopped", transcript: []) }
    collect(wire, &trace)
    return .judged(trace, transcript: wire.look { $0.log.records })
  }

  // MARK: Opening

  /// Connects; a server that was there and takes no connection has a second to come back.
  private nonisolated(nonsending) func dial() async -> (stream: ByteStream?, record: DialRecord) {
    let first = await endpoint.route.dial(on: loop, deadline: EventLoop.now() + limits.step)
    guard first.stream == nil, habits.answers > 0 else { return first }
    habits.noteDeath()
    try? await Task.sleep(for: Self.restart)
    let second = await endpoint.route.dial(on: loop, deadline: EventLoop.now() + limits.step)
    if second.stream == nil { habits.noteGone() }
    return second
  }

  private nonisolated(nonsending) func open(
    _ wire: Wire, _ request: Request, as summary: String
  ) async {
    let octets = request.octets
    if let size = test.opening.chop {
      wire.note("\(summary), in pieces of \(size)")
      await chop(wire, octets, size)
    } else if test.opening.glued.isEmpty {
      wire.send(octets, as: summary, showing: false)
    } else {
      let frames = test.opening.glued
      wire.send(
        octets + frames.bytes,
        as: "\(summary), with \(frames.map(\.summary).joined(separator: "; "))",
        showing: false)
    }
    let deadline = EventLoop.now() + limits.step
    if test.ending == .answerOrFrames {
      let isThere = await wire.wait(until: EventLoop.now() + limits.reaction) {
        $0.head != nil || $0.headFailure != nil
      }
      if !isThere {
        wire.send(RawFrame.ping(Trace.barrier).bytes, as: "ping, in case it switched silently")
      }
    }
    _ = await wire.wait(until: deadline) { $0.head != nil || $0.headFailure != nil }
  }

  private func refusal(_ wire: Wire, _ head: ResponseHead?) -> String {
    if let head {
      if Judgement.overload.contains(head.status) { habits.noteOutage() }
      return "a correct handshake was answered with \(head.status) this time"
    }
    if let end = wire.look({ $0.end }), wire.look({ $0.received == 0 }) {
      habits.noteDeath()
      return "the handshake was not answered: \(end.phrase)"
    }
    if let violation = wire.look({ $0.headFailure }) {
      return "the answer cannot be read: \(violation)"
    }
    return "the handshake was not answered in time"
  }

  private func agreement(in head: ResponseHead) -> DeflateParameters? {
    guard test.opening.extensions != nil, head.status == 101 else { return nil }
    return Agreement.parameters(in: head)
  }

  // MARK: Talking

  private nonisolated(nonsending) func talk(_ wire: Wire, _ trace: inout Trace) async {
    for step in test.steps {
      if wire.look({ $0.isOver }) || Task.isCancelled { break }
      await take(step, wire, trace.deflate)
      trace.stepsTaken += 1
    }
    switch test.ending {
    case .answer, .answerOrFrames: break
    case .failure: await awaitFailure(wire, &trace)
    case .close:
      await answerPings(wire)
      wire.send(RawFrame.close(1000).bytes, as: "Close 1000")
      await awaitClose(wire, &trace)
    case .closing: await awaitClose(wire, &trace)
    case .halfClosed:
      trace.isSilent = !(await ended(wire, within: limits.silence))
    }
  }

  private nonisolated(nonsending) func take(
    _ step: Step, _ wire: Wire, _ deflate: DeflateParameters?
  ) async {
    let deadline = EventLoop.now() + limits.step
    switch step {
    case .write(let frames):
      wire.send(frames.bytes, as: frames.map(\.summary).joined(separator: "; "))
    case .each(let frames):
      for frame in frames {
        wire.send(frame.bytes, as: frame.summary)
        await wire.flush(deadline: deadline)
      }
    case .chop(let frames, let size):
      wire.note("\(frames.map(\.summary).joined(separator: "; ")), in pieces of \(size)")
      await chop(wire, frames.bytes, size)
    case .octets(let octets):
      wire.send(octets, as: "\(octets.count) octets")
      await wire.flush(deadline: deadline)
    case .compressed(let kind, let size, let fragment, let count):
      for frames in messages(kind, size, fragment, count, deflate) {
        wire.send(frames.bytes, as: "\(frames[0].summary), \(frames.count) frames", showing: false)
        guard await wire.drain(deadline: deadline) else { return }
      }
    case .large(let message): await send(message, wire)
    case .await(let what): await wait(for: what, wire)
    case .idle: await idle(wire)
    case .halfClose:
      wire.note("TCP closed on our side (FIN)")
      wire.stream.shutdownOutput()
    }
  }

  /// Waits until a server that rejects a part of a frame at once has done so: until many handshakes
  /// that came later are answered, or the time for it is over.
  private nonisolated(nonsending) func idle(_ wire: Wire) async {
    let begun = EventLoop.now()
    let witnessed = habits.answers + Self.witnesses
    while EventLoop.now() < begun + limits.failFast {
      let next = min(EventLoop.now() + Self.look, begun + limits.failFast)
      if await wire.wait(until: next, for: { $0.isOver }) || wire.look({ $0.end != nil }) { return }
      if habits.answers >= witnessed && EventLoop.now() >= begun + limits.reaction { return }
      if Task.isCancelled { return }
    }
  }

  private nonisolated(nonsending) func chop(_ wire: Wire, _ octets: [UInt8], _ size: Int) async {
    let deadline = EventLoop.now() + limits.step
    for start in stride(from: 0, to: octets.count, by: size) {
      guard wire.sendPiece(Array(octets[start..<min(start + size, octets.count)])) else { return }
      await wire.flush(deadline: deadline)
    }
  }

  private nonisolated(nonsending) func wait(for what: Awaited, _ wire: Wire) async {
    let deadline = EventLoop.now() + limits.silence
    _ = await wire.wait(until: deadline) { state in
      switch what {
      case .pong(let payload): state.events.contains { $0.what == .pong(payload) } || state.isOver
      case .messages(let count): state.messageCount >= count || state.isOver
      case .message(let payload):
        state.isOver
          || state.events.contains { event in
            guard case .message(let message) = event.what else { return false }
            // A compressed one can't be told from others here: whichever comes is it.
            return message.isCompressed
              || message.isText == payload.isText && message.octets == payload.octets
          }
      }
    }
    await answerPings(wire)
  }

  /// Pings of the server are answered between the steps, never in the middle of a frame.
  nonisolated(nonsending) func answerPings(_ wire: Wire) async {
    let payloads = wire.look { state in
      defer { state.unanswered = [] }
      return state.unanswered
    }
    for payload in payloads {
      wire.send(RawFrame(opcode: .pong, payload: payload).bytes, as: "pong")
    }
  }
}
