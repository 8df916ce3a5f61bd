import Connections
import Evidence
import HTTP1
import ProbeKit
import Transport

/// Says whether browsers get anywhere with the address that a page names for its WebSocket.
///
/// Another host may be an endpoint of its own: it is asked once, without anything that its user gave,
/// before anybody is accused. One that only an inner network has isn't asked: no user's browser gets
/// there either.
struct PageVerifier {
  let options: CheckOptions
  let opened: [PageAddress]

  func verify(_ context: ProbeContext) async {
    let location = PageLocation(
      isSecure: options.url.isSecure, authority: options.url.authority.lowercased())
    // One opening that works is enough: others may be of a mode that nobody uses.
    guard let first = opened.first, first.isSure,
      opened.allSatisfy({
        $0.isSure && $0.authority == first.authority && $0.isSecure == first.isSecure
      })
    else { return }
    let shown = context.recorder.shown(
      words: first.text(at: location), in: "page")
    let fact: PageFact
    if first.authority == nil {
      let isBlocked = options.url.isSecure && first.isSecure == false
      fact = PageFact(isBlocked ? .mixedContent : .own, address: shown)
    } else if Self.isInner(first), !isInner(options.url) {
      fact = PageFact(.inner, address: shown)
    } else if options.url.isSecure, first.isSecure == false, !Self.isLoopback(first) {
      fact = PageFact(.mixedContent, address: shown)
    } else {
      guard let outcome = await ask(first, context) else { return }
      fact = PageFact(
        outcome.switched ? .elsewhere : .unanswered, address: shown, outcome: outcome.text)
    }
    context.note { $0.page = fact }
  }

  /// The handshake as a browser on the page would send it there; `nil`: what came is no judgement.
  private func ask(_ address: PageAddress, _ context: ProbeContext) async
    -> (switched: Bool, text: String)?
  {
    let isSecure = address.isSecure ?? options.url.isSecure
    guard let authority = address.authority,
      let url = try? TargetURL(
        parsing: "\(isSecure ? "wss" : "ws")://\(authority)\(address.target)")
    else { return nil }
    var other = options
    other.url = url
    other.clientCertificateFile = nil
    other.clientKeyFile = nil
    let key = WebSocketConnection.makeKey()
    var fields = Fields()
    fields.append("Host", url.authority)
    fields.append("User-Agent", context.settings.userAgent)
    fields.append("Origin", options.url.origin)
    fields.append("Sec-WebSocket-Version", "13")
    fields.append("Sec-WebSocket-Key", key)
    fields.append("Connection", "Upgrade")
    fields.append("Upgrade", "websocket")
    if !address.subprotocols.isEmpty {
      fields.append("Sec-WebSocket-Protocol", address.subprotocols.joined(separator: ", "))
    }
    let opening = await WebSocketConnection.open(
      Route(other), request: RequestHead(method: "GET", target: url.target, fields: fields),
      key: key, offeredSubprotocols: address.subprotocols, offeredDeflate: nil,
      options: WebSocketOptions(), on: context.loop, deadline: context.stepDeadline)
    let id = context.recorder.record(opening.dial)
    if let exchange = opening.exchange {
      _ = context.recorder.record(exchange, ask: "pageAddress", connection: id, author: nil)
    }
    if let connection = opening.connection {
      _ = await connection.close(deadline: min(context.stepDeadline, EventLoop.now() + .seconds(1)))
      return (true, "101")
    }
    if context.isStopped { return nil }
    // A refusal is somebody's answer there: a session may be missing. Only who answers no WebSocket
    // at all is no endpoint.
    switch opening.dial.failure {
    case .some(.resolve(.notFound)): return (false, "no address is known for that host")
    case .some(.connect): return (false, "nothing answers there")
    default: return nil
    }
  }

  private func isInner(_ url: TargetURL) -> Bool { Self.isInner(host: url.host) }

  static func isInner(_ address: PageAddress) -> Bool {
    address.authority.flatMap { PublicAddress(isSecure: false, authority: $0) }
      .map { isInner(host: $0.host) } ?? false
  }

  static func isLoopback(_ address: PageAddress) -> Bool {
    guard
      let host = address.authority.flatMap({ PublicAddress(isSecure: false, authority: $0)?.host })
    else { return false }
    return host == "localhost" || host.hasPrefix("127.") || host == "::1"
  }

  /// A name or address that no public resolver and no route outside has (RFC 1918, 4193, 6761, 6762).
  static func isInner(host: String) -> Bool {
    if host.contains(":") {
      return host == "::1" || host.hasPrefix("fc") || host.hasPrefix("fd")
        || host.hasPrefix("fe80:")
    }
    let numbers = host.split(separator: ".").compactMap { UInt8($0) }
    if numbers.count == 4 {
      switch (numbers[0], numbers[1]) {
      case (127, _), (10, _), (0, _), (192, 168), (169, 254), (172, 16...31): return true
      default: return false
      }
    }
    return !host.contains(".")
      || [".local", ".internal", ".localhost", ".lan", ".home.arpa"].contains(where: host.hasSuffix)
  }
}
