import HTTP1
import Transport

/// One client's connection to a ``FaultProxy``: requests in their order, then perhaps a tunnel.
struct ProxySession: Sendable {
  /// 1 MiB of a body, as nginx's `client_max_body_size`.
  private static let bodyLimit = 1 << 20

  let client: ByteStream
  let setup: ProxySetup

  func run() async {
    var reader = RequestReader(client, bodyLimit: Self.bodyLimit)
    while case .request(let request, let body) = await reader.next() {
      let goesOn = await serve(request, body, &reader)
      guard goesOn else { return }
    }
  }

  /// Serves one request; true when the connection goes on.
  private func serve(_ request: RequestHead, _ body: [UInt8], _ reader: inout RequestReader) async
    -> Bool
  {
    let (misconfiguration, requests) = setup.requestBegan()
    defer { setup.requestEnded() }
    let treatment = misconfiguration.treatment(
      of: request, location: setup.location, upstream: setup.upstream, requests: requests)
    switch treatment {
    case .hostile(let hostility):
      await hostility.play(on: client, answering: request)
      return false
    case .page(let status, let fields):
      return await page(status, fields, for: request, keepsAlive: reader.keepsAlive)
    case .forward(var forwarded, let change):
      if !body.isEmpty { forwarded.fields.append("Content-Length", String(body.count)) }
      let exchange = await BackendExchange.ask(
        setup.upstream, forwarded, body: body,
        keepsWhole: misconfiguration == .buffersAnswers, on: client.loop)
      defer { exchange.stream?.close() }
      switch exchange.outcome {
      case .failed(let status):
        return await page(status, for: request, keepsAlive: reader.keepsAlive)
      case .response(let head, let body):
        let length = request.method == "HEAD" ? nil : body.count
        return await answer(
          setup.look.relayed(head, length: length), body: body, keepsAlive: reader.keepsAlive)
      case .stream(let head, let pieces):
        return await relay(
          head, pieces, inChunks: request.version >= .http11, keepsAlive: reader.keepsAlive)
      case .tunnel(let head, let first):
        guard let backend = exchange.stream else { return false }
        var limit = TunnelLimit.silence(setup.silenceLimit)
        if case .limits(let other) = misconfiguration { limit = other }
        var fault: TunnelFault?
        if case .spoils(let named) = misconfiguration { fault = named }
        return await tunnel(
          head, first, to: backend, change, early: reader.takeLeftover(), limit: limit, fault)
      }
    }
  }

  /// Sends a page of the proxy's own.
  private func page(
    _ status: Int, _ fields: Fields = [:], for request: RequestHead, keepsAlive: Bool
  ) async -> Bool {
    guard let (head, body) = setup.look.page(status, fields) else {
      await Hostility.reset.play(on: client, answering: request)
      return false
    }
    // Envoy ends the connection of an upgrade that it refuses.
    let isKept = keepsAlive && !(setup.look == .envoy && request.fields.contains("Upgrade"))
    return await answer(head, body: request.method == "HEAD" ? [] : body, keepsAlive: isKept)
  }

  private func answer(_ head: ResponseHead, body: [UInt8], keepsAlive: Bool) async -> Bool {
    var head = head
    head.fields.set("Connection", keepsAlive ? "keep-alive" : "close")
    guard await client.send(head, body: body) else { return false }
    if !keepsAlive { await client.linger() }
    return keepsAlive
  }

  /// Hands an answer on as it comes; one that breaks off breaks off here too.
  private func relay(
    _ head: ResponseHead, _ rest: BackendExchange.Pieces, inChunks: Bool, keepsAlive: Bool
  ) async -> Bool {
    let keepsAlive = keepsAlive && inChunks
    var head = setup.look.relayed(head, length: nil)
    if inChunks { head.fields.set("Transfer-Encoding", "chunked") }
    head.fields.set("Connection", keepsAlive ? "keep-alive" : "close")
    guard await client.send(head) else { return false }
    var rest = rest
    while let piece = await rest.next() {
      if !piece.isEmpty || inChunks {
        guard await client.send(inChunks ? EchoSession.chunk(piece) : piece) else { return false }
      }
      guard piece.isEmpty else { continue }
      if !keepsAlive { await client.linger() }
      return keepsAlive
    }
    return false
  }

  /// Hands the 101 on and relays what follows.
  ///
  /// - Parameters:
  ///   - first: what the backend sent behind its head.
  ///   - early: what the client sent behind its request.
  private func tunnel(
    _ head: ResponseHead, _ first: [UInt8], to backend: ByteStream, _ change: Treatment.Answer,
    early: [UInt8], limit: TunnelLimit, _ fault: TunnelFault?
  ) async -> Bool {
    var head = setup.look.relayed(head, length: nil)
    head.fields.set("Connection", "upgrade")
    switch change {
    case .unchanged: break
    case .wrongAccept: head.fields.set("Sec-WebSocket-Accept", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=")
    case .status(let status):
      head.status = status
      head.reason = "OK"
      head.fields.append("Content-Length", "0")
      return await answer(head, body: [], keepsAlive: false)
    }
    guard await client.send(head, body: first) else { return false }
    client.unread(early)
    if fault == .cutsAtOnce {
      await client.linger()
      return false
    }
    let relay = Relay(client, backend, limit: limit, fault: fault)
    setup.began(relay)
    await relay.run()
    setup.ended(relay)
    return false
  }
}
