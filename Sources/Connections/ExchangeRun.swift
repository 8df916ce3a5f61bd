import HTTP1
import Transport

/// One exchange under way on a stream.
struct ExchangeRun {
  private(set) var exchange: HTTPExchange
  private var parser: ResponseParser
  private let stream: ByteStream

  init(_ request: RequestHead, over stream: ByteStream, bodyLimit: Int, limits: HeadLimits) {
    self.stream = stream
    exchange = HTTPExchange(request, startedAt: EventLoop.now())
    parser = ResponseParser(limits: limits, bodyLimit: bodyLimit, answering: request.method)
  }

  /// Whether the connection speaks another protocol from here on; the first octets of that are back
  /// in the stream.
  var isTunnel: Bool { parser.isTunnel }

  /// Whether another exchange may follow.
  var canKeepAlive: Bool {
    exchange.failure == nil && exchange.streamEnd == nil && parser.canKeepAlive
      && !exchange.request.fields.hasToken("Connection", "close")
  }

  /// Sends the request and reads until the response is over, for as long as the deadline allows: a
  /// trickle of octets doesn't move it.
  ///
  /// - Parameter isEnough: looked at whenever something came; true ends the reading.
  nonisolated(nonsending) mutating func run(
    body: [UInt8], deadline: Moment, until isEnough: (HTTPExchange) -> Bool
  ) async {
    exchange.failure = send(body)
    if exchange.failure == nil { await receive(deadline: deadline, until: isEnough) }
    if parser.isTunnel { stream.unread(parser.takeLeftover()) }
    if exchange.response?.fields.hasToken("Transfer-Encoding", "chunked") ?? false {
      exchange.chunkCount = parser.chunkCount
    }
    exchange.endedAt = EventLoop.now()
  }

  private func send(_ body: [UInt8]) -> ExchangeFailure? {
    let bytes: [UInt8]
    do throws(HeadViolation) {
      bytes = try exchange.request.serialized()
    } catch {
      return .unsendable(error)
    }
    do throws(TransportError) {
      try stream.write(bytes + body)
    } catch {
      // A peer that has closed may have said why; reading tells.
      if case .writeFailed = error { return nil }
      if error == .closed { return .closed(.closedHere, receivedBytes: 0) }
      return .writeFailed(error)
    }
    return nil
  }

  private nonisolated(nonsending) mutating func receive(
    deadline: Moment, until isEnough: (HTTPExchange) -> Bool
  ) async {
    while true {
      do throws(TransportError) {
        switch try await stream.read(deadline: deadline) {
        case .bytes(let bytes, let at):
          note(bytes, at: at)
          let octets = exchange.body.count
          let isOver = takeEvents(at: at)
          if exchange.body.count > octets, exchange.arrivals.count < HTTPExchange.arrivalLimit {
            exchange.arrivals.append(.init(at: at, octets: exchange.body.count))
          }
          if isOver || isEnough(exchange) { return }
        case .end(let end, let at):
          exchange.streamEnd = end
          parser.receiveEndOfStream()
          if takeEvents(at: at) { return }
          // The parser ends every response at the stream's end; this is only for safety.
          exchange.failure = .closed(end, receivedBytes: exchange.receivedBytes)
          return
        }
      } catch {
        exchange.failure =
          error == .cancelled ? .cancelled : .timedOut(receivedBytes: exchange.receivedBytes)
        return
      }
    }
  }

  private mutating func note(_ bytes: [UInt8], at instant: Moment) {
    if exchange.firstByteAt == nil { exchange.firstByteAt = instant }
    exchange.receivedBytes += bytes.count
    if exchange.rawStart.count < HTTPExchange.rawStartLimit {
      exchange.rawStart += bytes.prefix(HTTPExchange.rawStartLimit - exchange.rawStart.count)
    }
    parser.receive(bytes)
  }

  /// Takes over what the parser found; true when the exchange is over.
  private mutating func takeEvents(at instant: Moment) -> Bool {
    do throws(HeadViolation) {
      while let event = try parser.nextEvent() {
        switch event {
        case .interim(let head): exchange.interim.append(head)
        case .head(let head):
          exchange.response = head
          exchange.headAt = instant
          if parser.isTunnel { return true }
        case .body(let bytes): exchange.body += bytes
        case .end(let end):
          exchange.bodyEnd = end
          return true
        }
      }
      return false
    } catch {
      exchange.response = parser.head
      exchange.failure = ExchangeFailure(error, end: exchange.streamEnd)
      return true
    }
  }
}
