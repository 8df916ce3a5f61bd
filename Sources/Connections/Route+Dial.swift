public import Transport

extension Route {
  /// Reaches the server: name, TCP, tunnel, TLS. The record is whole also on failure, when there is
  /// no stream.
  public nonisolated(nonsending) func dial(
    on loop: EventLoop, deadline: Moment
  ) async -> (stream: ByteStream?, record: DialRecord) {
    var record = DialRecord(self, startedAt: EventLoop.now())
    var stream: ByteStream?
    do throws(ReachFailure) {
      let addresses = try await resolve(on: loop, deadline: deadline, into: &record)
      let connected = try await connect(addresses, on: loop, deadline: deadline, into: &record)
      stream = connected
      if let via {
        try await openTunnel(connected, via, deadline: deadline, into: &record)
      }
      if isSecure {
        record.marks.tlsStart = EventLoop.now()
        let outcome = await connected.startTLS(tls, host: host, deadline: deadline)
        record.marks.tlsEnd = EventLoop.now()
        record.tls = outcome.report
        if let failure = outcome.failure { throw .tls(failure) }
      }
    } catch {
      record.failure = error
      stream?.close()
      stream = nil
    }
    record.endedAt = EventLoop.now()
    return (stream, record)
  }

  private nonisolated(nonsending) func resolve(
    on loop: EventLoop, deadline: Moment, into record: inout DialRecord
  ) async throws(ReachFailure) -> [SocketAddress] {
    if let addresses {
      record.addresses = addresses
      return addresses
    }
    record.marks.resolveStart = EventLoop.now()
    let result = await resolver.resolve(
      via?.host ?? host, port: via?.port ?? port, on: loop, deadline: deadline)
    record.marks.resolveEnd = EventLoop.now()
    switch result {
    case .success(let addresses):
      record.addresses = addresses
      return addresses
    case .failure(let failure):
      throw via == nil ? .resolve(failure) : .tunnel(.proxyNotResolved(failure))
    }
  }

  private nonisolated(nonsending) func connect(
    _ addresses: [SocketAddress], on loop: EventLoop, deadline: Moment,
    into record: inout DialRecord
  ) async throws(ReachFailure) -> ByteStream {
    record.marks.connectStart = EventLoop.now()
    let (stream, attempts) = await Dialer.connect(to: addresses, on: loop, deadline: deadline)
    record.marks.connectEnd = EventLoop.now()
    record.attempts = attempts
    guard let stream else {
      throw via == nil ? .connect(attempts) : .tunnel(.proxyUnreachable(attempts))
    }
    return stream
  }

  private nonisolated(nonsending) func openTunnel(
    _ stream: ByteStream, _ proxy: ForwardProxy, deadline: Moment,
    into record: inout DialRecord
  ) async throws(ReachFailure) {
    record.marks.proxyTunnelStart = EventLoop.now()
    defer { record.marks.proxyTunnelEnd = EventLoop.now() }
    if proxy.isSecure {
      let outcome = await stream.startTLS(proxyTLS, host: proxy.host, deadline: deadline)
      record.proxyTLS = outcome.report
      if let failure = outcome.failure { throw .tunnel(.proxyTLS(failure)) }
    }
    let answer = await Tunnel.open(
      over: stream, to: host, port: port, through: proxy, userAgent: userAgent,
      deadline: deadline)
    switch answer {
    case .success(let head): record.tunnelHead = head
    case .failure(let failure): throw .tunnel(failure)
    }
  }
}
