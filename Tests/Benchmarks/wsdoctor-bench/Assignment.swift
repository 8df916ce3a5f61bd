import Connections
import Measuring
import Transport
import WebSocketCompression
import WebSocketProtocol

/// One task: its name, where, how often and how.
struct Assignment: Sendable {
  let name: String
  let count: Int
  private let numbers: [Int]
  private let endpoint: Endpoint
  private let url: String
  private let options: WebSocketOptions

  init(_ arguments: [String]) throws(MeasuringFailure) {
    let numbers = arguments.dropFirst(2).compactMap(Int.init)
    guard arguments.count >= 2, numbers.count == arguments.count - 2,
      let endpoint = Endpoint(arguments[1], rootsFile: "server/cert.pem")
    else { throw MeasuringFailure("usage: wsdoctor-bench TASK ws[s]://HOST:PORT/PATH NUMBER...") }
    name = arguments[0]
    url = arguments[1]
    self.endpoint = endpoint
    self.numbers = Array(numbers)
    count = numbers.first ?? 1
    // No transcript: the peers keep none either.
    options = WebSocketOptions(transcriptEntries: 0)
  }

  nonisolated(nonsending) func run(on loop: EventLoop) async throws -> Outcome {
    switch name {
    case "hs": return try await handshakes(on: loop)
    case "idle": return try await idle(concurrency: try number(1), on: loop)
    case "recv":
      let start = EventLoop.now()
      let peer = try await connect(on: loop)
      return try await receive(over: peer, since: start)
    default: break
    }
    let peer = try await connect(on: loop)
    let start = EventLoop.now()
    switch name {
    case "once": return try await once(over: peer, since: start)
    case "pingpong": return try await pingpong(size: try number(1), over: peer, since: start)
    case "echo":
      let message = [UInt8](repeating: 0x78, count: try number(1))
      return try await echo(.binary([message]), window: try number(2), over: peer, since: start)
    case "send":
      let message = [UInt8](repeating: 0x78, count: try number(1))
      return try await send(.binary([message]), over: peer, since: start)
    case "jrecv": return try await receive(over: peer, since: start)
    case "jsend":
      let texts = try Payloads.read()
      return try await send(.text(texts), over: peer, since: EventLoop.now())
    case "jecho":
      let texts = try Payloads.read()
      return try await echo(
        .text(texts), window: try number(1), over: peer, since: EventLoop.now())
    default: throw MeasuringFailure("there is no task “\(name)”")
    }
  }

  private func number(_ index: Int) throws(MeasuringFailure) -> Int {
    guard index < numbers.count else { throw MeasuringFailure("\(name) takes more numbers") }
    return numbers[index]
  }

  private nonisolated(nonsending) func connect(on loop: EventLoop) async throws -> Peer {
    let deflate = name.hasPrefix("j") ? DeflateOffer.browser : nil
    return Peer(try await endpoint.open(deflate: deflate, options: options, on: loop))
  }

  // MARK: Tasks

  private nonisolated(nonsending) func once(
    over peer: Peer, since start: Moment
  ) async throws -> Outcome {
    try peer.connection.send(text: "hello")
    _ = try await peer.message()
    await peer.connection.close(deadline: peer.deadline)
    return Outcome(start.duration(to: EventLoop.now()))
  }

  private nonisolated(nonsending) func pingpong(
    size: Int, over peer: Peer, since start: Moment
  ) async throws -> Outcome {
    let text = String(repeating: "x", count: size)
    var trips: [Duration] = []
    trips.reserveCapacity(count)
    let begin = EventLoop.now()
    var before = begin
    for _ in 0..<count {
      try peer.connection.send(text: text)
      _ = try await peer.message()
      let now = EventLoop.now()
      trips.append(before.duration(to: now))
      before = now
    }
    var outcome = Outcome(begin.duration(to: before))
    outcome.add(roundTrips: trips)
    return outcome
  }

  private nonisolated(nonsending) func echo(
    _ messages: Messages, window: Int, over peer: Peer, since start: Moment
  ) async throws -> Outcome {
    var sent = 0
    var received = 0
    while received < count {
      while sent < count && sent - received < window {
        try messages.send(sent, over: peer.connection)
        sent += 1
      }
      let answer: Peer.Received
      if let buffered = try peer.bufferedMessage() {
        answer = buffered
      } else {
        answer = try await peer.message()
      }
      guard messages.length(of: received) == answer.length else {
        throw MeasuringFailure("message \(received) came back with \(answer.length) octets")
      }
      received += 1
    }
    return Outcome(start.duration(to: EventLoop.now()))
  }

  private nonisolated(nonsending) func receive(
    over peer: Peer, since start: Moment
  ) async throws -> Outcome {
    for _ in 0..<count where try peer.bufferedMessage() == nil { _ = try await peer.message() }
    return Outcome(start.duration(to: EventLoop.now()))
  }

  private nonisolated(nonsending) func send(
    _ messages: Messages, over peer: Peer, since start: Moment
  ) async throws -> Outcome {
    for index in 0..<count {
      try messages.send(index, over: peer.connection)
      if index.isMultiple(of: 4) { try await peer.connection.drain(deadline: peer.deadline) }
    }
    _ = try await peer.message()
    return Outcome(start.duration(to: EventLoop.now()))
  }

  private nonisolated(nonsending) func handshakes(on loop: EventLoop) async throws -> Outcome {
    // The first one makes what all share: the peers read their roots before their clock starts.
    _ = try await connect(on: loop)
    let start = EventLoop.now()
    // Dropped, and so closed without a word, as the peers' connections are.
    for _ in 0..<count { _ = try await connect(on: loop) }
    return Outcome(start.duration(to: EventLoop.now()))
  }

  /// Opens connections, so many at a time, and holds them all.
  private nonisolated(nonsending) func idle(concurrency: Int, on loop: EventLoop) async throws
    -> Outcome
  {
    let before = try Outcome.residentBytes()
    let start = EventLoop.now()
    let held = try await withThrowingTaskGroup(of: [WebSocketConnection].self) { group in
      for lane in 0..<concurrency {
        group.addTask(executorPreference: loop) {
          var connections: [WebSocketConnection] = []
          for _ in stride(from: lane, to: count, by: concurrency) {
            connections.append(try await connect(on: loop).connection)
          }
          return connections
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    var outcome = Outcome(start.duration(to: EventLoop.now()))
    outcome.more.append(("rss0", "\(before)"))
    outcome.more.append(("rss1", "\(try Outcome.residentBytes())"))
    for connection in held { connection.closeStream() }
    return outcome
  }
}
