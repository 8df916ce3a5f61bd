public import HTTP1

/// Why a forward proxy gave no tunnel.
public enum TunnelFailure: Error, Hashable, Sendable {
  /// The proxy's own name has no address.
  case proxyNotResolved(ResolveFailure)
  /// The proxy was not reached.
  case proxyUnreachable([ConnectAttempt])
  /// TLS to the proxy itself failed.
  case proxyTLS(TLSFailure)
  /// The proxy answered with anything but 2xx: its head, and the start of the body.
  case refused(ResponseHead, bodyStart: [UInt8])
  /// The proxy's answer is no HTTP head.
  case malformed(HeadViolation)
  /// The proxy ended the connection instead of answering.
  case closed(EndOfStream)
  /// The deadline was over.
  case timedOut
  /// The task was cancelled.
  case cancelled
  /// CONNECT could not be sent.
  case writeFailed(TransportError)
}

/// Asks a forward proxy for a tunnel (CONNECT, RFC 9110 §9.3.6).
public enum Tunnel {
  /// As much of a refusal's body is kept. Octets.
  public static let bodyStartLimit = 4096
  /// How long a refusal's body is waited for after its head; it is only for show.
  private static let bodyPatience: Duration = .seconds(2)

  /// Asks for a tunnel over a fresh stream to the proxy, and returns the head that granted it.
  ///
  /// Octets behind that head stay in the stream. The proxy's credentials are blotted out of whatever
  /// the proxy echoes.
  public static nonisolated(nonsending) func open(
    over stream: ByteStream, to host: String, port: UInt16, through proxy: ForwardProxy,
    userAgent: String? = nil, deadline: Moment
  ) async -> Result<ResponseHead, TunnelFailure> {
    let isBareIPv6 = host.contains(":") && host.first != "["
    let authority = isBareIPv6 ? "[\(host)]:\(port)" : "\(host):\(port)"
    var request = RequestHead(method: "CONNECT", target: authority)
    request.fields.append("Host", authority)
    if let userAgent { request.fields.append("User-Agent", userAgent) }
    if let authorization = proxy.authorization {
      request.fields.append("Proxy-Authorization", authorization)
    }
    do throws(HeadViolation) {
      let bytes = try request.serialized()
      do throws(TransportError) {
        try stream.write(bytes)
      } catch {
        return .failure(.writeFailed(error))
      }
    } catch {
      return .failure(.malformed(error))
    }
    return await answer(from: stream, redaction: Redaction(proxy), deadline: deadline)
  }

  private static nonisolated(nonsending) func answer(
    from stream: ByteStream, redaction: Redaction, deadline: Moment
  ) async -> Result<ResponseHead, TunnelFailure> {
    var parser = ResponseParser(bodyLimit: bodyStartLimit, answering: "CONNECT")
    var deadline = deadline
    var body: [UInt8] = []
    while true {
      do throws(HeadViolation) {
        while let event = try parser.nextEvent() {
          switch event {
          case .interim: break
          case .head(let head):
            if parser.isTunnel {
              stream.unread(parser.takeLeftover())
              return .success(redaction.applied(to: head))
            }
            deadline = min(deadline, EventLoop.now() + bodyPatience)
          case .body(let bytes): body += bytes
          case .end: return .failure(refusal(parser, body, redaction))
          }
        }
      } catch {
        return .failure(.malformed(error))
      }
      do throws(TransportError) {
        switch try await stream.read(deadline: deadline) {
        case .bytes(let bytes, _): parser.receive(bytes)
        case .end(let end, _):
          guard parser.head != nil else { return .failure(.closed(end)) }
          parser.receiveEndOfStream()
        }
      } catch {
        if parser.head != nil { return .failure(refusal(parser, body, redaction)) }
        return .failure(error == .cancelled ? .cancelled : .timedOut)
      }
    }
  }

  private static func refusal(_ parser: ResponseParser, _ body: [UInt8], _ redaction: Redaction)
    -> TunnelFailure
  {
    guard let head = parser.head else { return .timedOut }
    return .refused(redaction.applied(to: head), bodyStart: redaction.applied(to: body))
  }
}

/// Blots a proxy's credentials out of what the proxy sends: some echo the whole request.
private struct Redaction {
  private let secret: [UInt8]

  init(_ proxy: ForwardProxy) {
    secret = Array((proxy.authorization ?? "").utf8.dropFirst("Basic ".utf8.count))
  }

  func applied(to head: ResponseHead) -> ResponseHead {
    guard !secret.isEmpty else { return head }
    var head = head
    head.reason = applied(to: head.reason)
    head.fields = Fields(
      head.fields.list.map { Field(applied(to: $0.name), applied(to: $0.value)) })
    return head
  }

  private func applied(to text: String) -> String {
    String(decoding: applied(to: Array(text.utf8)), as: UTF8.self)
  }

  func applied(to bytes: [UInt8]) -> [UInt8] {
    guard !secret.isEmpty, bytes.count >= secret.count else { return bytes }
    var bytes = bytes
    for start in 0...(bytes.count - secret.count)
    where bytes[start..<start + secret.count].elementsEqual(secret) {
      bytes.replaceSubrange(
        start..<start + secret.count,
        with: repeatElement(UInt8(ascii: "*"), count: secret.count))
    }
    return bytes
  }
}
