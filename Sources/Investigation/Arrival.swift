import Connections
import Evidence
import HTTP1
import ProbeKit
import Transport
import WebSocketProtocol

/// What comes before a run is judged: an application that is just starting is waited for, and a redirect to
/// https is followed as a browser follows it.
///
/// Its own requests have none of the user's fields: nobody has looked at a certificate yet.
struct Arrival: Sendable {
  /// Between two tries to find the application up.
  private static let pause = Duration.milliseconds(500)

  private let options: CheckOptions
  private let loop: EventLoop
  private let stop: StopSignal
  private let progress: @Sendable (Progress) -> Void

  init(
    _ options: CheckOptions, stop: StopSignal, loop: EventLoop,
    progress: @escaping @Sendable (Progress) -> Void
  ) {
    self.options = options
    self.stop = stop
    self.loop = loop
    self.progress = progress
  }

  /// The options with the address that a page redirects to; `nil`: it doesn't, or not to https of this host.
  func follow(_ page: ResponseHead, after fact: ArrivalFact) async -> (CheckOptions, ArrivalFact)? {
    guard stop.signal == nil, let aim = Self.httpsAim(of: page, options.url) else { return nil }
    var fact = fact
    fact.redirectStatus = page.status
    fact.redirectedFrom = options.url.description
    fact.redirectAnswers = await speaksTLS(aim)
    var found = options
    found.url = aim
    // Whoever names the machine behind one port means it for the other too.
    if let given = options.resolve.first(where: {
      $0.host == aim.host && $0.port == options.url.port
    }),
      !options.resolve.contains(where: { $0.host == aim.host && $0.port == aim.port })
    {
      found.resolve.append(
        ResolveOverride(host: aim.host, port: aim.port, address: given.address))
    }
    return (found, fact)
  }

  /// Whether the handshake over plain HTTP is taken; `nil`: no answer came.
  func plainHandshake(at target: String) async -> Bool? {
    var request = RequestHead(method: "GET", target: target, fields: [:])
    request.fields.append("Host", options.url.authority)
    request.fields.append("User-Agent", userAgent)
    request.fields.append("Connection", "Upgrade")
    request.fields.append("Upgrade", "websocket")
    request.fields.append("Origin", options.origin ?? options.url.origin)
    request.fields.append("Sec-WebSocket-Version", "13")
    let key = "d3Nkb2N0b3IgYXNrcy4uLg=="
    request.fields.append("Sec-WebSocket-Key", key)
    return await exchange(request, options.url).map {
      $0.status == 101
        && $0.fields.first("Sec-WebSocket-Accept") == OpeningHandshake.accept(for: key)
    }
  }

  /// How long it took; at most as long as was asked for. Seconds.
  func waitUntilUp(for wait: Duration) async -> Double {
    let start = EventLoop.now()
    while stop.signal == nil {
      let answer = await page(of: options.url, within: wait - (EventLoop.now() - start))
      if let answer, ![502, 503, 504].contains(answer.status) { break }
      let left = wait - (EventLoop.now() - start)
      guard left > .zero else { break }
      progress(
        .waiting(
          what: answer.map { "the application isn't up yet: \($0.status)" }
            ?? "the application isn't up yet: no answer", secondsLeft: left.seconds))
      guard (try? await Task.sleep(for: min(left, Self.pause))) != nil else { break }
    }
    return (EventLoop.now() - start).seconds
  }

  private var userAgent: String { "wsdoctor/\(Tool.currentVersion)" }

  private func page(of url: TargetURL, within limit: Duration? = nil) async -> ResponseHead? {
    var request = RequestHead(
      method: "GET", target: url.namesEndpoint ? "/" : url.target, fields: [:])
    request.fields.append("Host", url.authority)
    request.fields.append("User-Agent", userAgent)
    request.fields.append("Accept", "text/html,*/*;q=0.8")
    request.fields.append("Connection", "close")
    return await exchange(request, url, within: limit)
  }

  private func exchange(_ request: RequestHead, _ url: TargetURL, within limit: Duration? = nil)
    async -> ResponseHead?
  {
    let deadline =
      EventLoop.now()
      + min(max(limit ?? options.stepTimeout, .milliseconds(100)), options.stepTimeout)
    let opening = await HTTPConnection.open(route(to: url), on: loop, deadline: deadline)
    guard let connection = opening.connection else { return nil }
    defer { connection.close() }
    return await connection.exchange(
      request, bodyLimit: 1024, deadline: deadline, until: { $0.response != nil }
    ).response
  }

  private func route(to url: TargetURL) -> Route {
    var options = options
    options.url = url
    return Route(options)
  }

  /// Whether anything speaks TLS there, as far as one connection tells; whatever else is wrong is for the
  /// run to say, as a browser would find it.
  private func speaksTLS(_ url: TargetURL) async -> Bool {
    let deadline = EventLoop.now() + options.stepTimeout
    let opening = await HTTPConnection.open(route(to: url), on: loop, deadline: deadline)
    opening.connection?.close()
    switch opening.dial.failure {
    case .connect(let attempts): return !attempts.allSatisfy { $0.outcome == .refused }
    case .tls(.notTLS): return false
    default: return true
    }
  }

  /// Where a redirect leads, if to the same host's https.
  private static func httpsAim(of head: ResponseHead, _ url: TargetURL) -> TargetURL? {
    guard [301, 302, 303, 307, 308].contains(head.status),
      let location = head.fields.first("Location"),
      let aim = try? TargetURL(parsing: location), aim.scheme == .https, aim.host == url.host
    else { return nil }
    return aim
  }
}
