public import HTTP1
public import Transport
public import WebSocketCompression
public import WebSocketProtocol

/// What came of an opening handshake: everything that was seen on the way, good or bad.
public struct WebSocketOpening: Sendable {
  public let dial: DialRecord
  /// The handshake's request and response; `nil` when the server wasn't reached.
  public let exchange: HTTPExchange?
  /// Everything that is wrong with the answer; empty also when there is none.
  public let violations: [HandshakeViolation]
  /// Everything that is wrong with what the server agreed to for compression.
  public let negotiationViolations: [NegotiationViolation]
  /// The subprotocol that the server chose.
  public let subprotocol: String?
  /// The extensions that the server agreed to.
  public let extensions: [WebSocketExtension]
  /// The agreed compression; `nil` when there is none, or the agreement is invalid.
  public let deflate: DeflateParameters?
  /// Present whenever the status was 101, even if the handshake has violations.
  public let connection: WebSocketConnection?

  /// Whether there is a connection and nothing is wrong with its handshake.
  public var isEstablished: Bool {
    connection != nil && violations.isEmpty && negotiationViolations.isEmpty
  }
}

extension WebSocketConnection {
  /// As much of the body of a refusal is read. Octets.
  public static let refusalBodyLimit = 64 * 1024

  /// Reaches the server and makes the opening handshake with a request that is complete already.
  ///
  /// - Parameters:
  ///   - request: sent as it is, with the key and the offers that the following parameters repeat for
  ///     the judgement of the answer.
  ///   - key: the request's Sec-WebSocket-Key.
  ///   - offeredDeflate: the offer of permessage-deflate in the request, if there is one.
  ///   - otherOfferedExtensions: names of further extensions in the request.
  ///   - pause: between the connection and the request, as a browser has it that connects beforehand.
  public static nonisolated(nonsending) func open(
    _ route: Route, request: RequestHead, key: String, offeredSubprotocols: [String] = [],
    offeredDeflate: DeflateOffer? = nil, otherOfferedExtensions: [String] = [],
    options: WebSocketOptions = WebSocketOptions(), after pause: Duration = .zero,
    on loop: EventLoop, deadline: Moment
  ) async -> WebSocketOpening {
    let (stream, record) = await route.dial(on: loop, deadline: deadline)
    guard let stream else {
      return WebSocketOpening(
        dial: record, exchange: nil, violations: [], negotiationViolations: [], subprotocol: nil,
        extensions: [], deflate: nil, connection: nil)
    }
    // A cancellation shows at the next read.
    if pause > .zero { try? await Task.sleep(for: pause) }
    var run = ExchangeRun(
      request, over: stream, bodyLimit: refusalBodyLimit, limits: HeadLimits())
    await run.run(body: [], deadline: deadline) { _ in false }
    let exchange = run.exchange
    let offers = (offeredDeflate.map { [$0.text] } ?? []) + otherOfferedExtensions
    let violations =
      exchange.response.map {
        OpeningHandshake.validate(
          $0, key: key, offeredSubprotocols: offeredSubprotocols, offeredExtensions: offers)
      } ?? []
    let negotiationViolations =
      exchange.response.flatMap { offeredDeflate?.violations(in: $0) } ?? []
    let deflate = agreement(in: exchange.response, on: offeredDeflate)
    var connection: WebSocketConnection?
    if run.isTunnel {
      connection = WebSocketConnection(
        stream,
        compression: deflate.map { PerMessageDeflate(role: .client, parameters: $0) },
        options: options, openedAt: exchange.headAt ?? exchange.endedAt)
    } else {
      stream.close()
    }
    return WebSocketOpening(
      dial: record, exchange: exchange, violations: violations,
      negotiationViolations: negotiationViolations,
      subprotocol: exchange.response?.fields.tokens("Sec-WebSocket-Protocol").first,
      extensions: exchange.response.map { WebSocketExtension.list(in: $0.fields) } ?? [],
      deflate: deflate, connection: connection)
  }

  private static func agreement(in response: ResponseHead?, on offer: DeflateOffer?)
    -> DeflateParameters?
  {
    guard let response, let offer else { return nil }
    do throws(NegotiationViolation) {
      return try offer.agreement(in: response)
    } catch {
      return nil
    }
  }

  /// Makes a Sec-WebSocket-Key (RFC 6455 §4.1).
  public static func makeKey() -> String {
    OpeningHandshake.key(from: Randomness.octets(16))
  }
}
