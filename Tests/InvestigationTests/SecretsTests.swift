import Evidence
import FoundationEssentials
import HTTP1
import Investigation
import Testing
import Transport
import WebSocketProtocol

/// What the user gave as secret is sent only where it may be, and is nowhere in the report.
@Suite(.timeLimit(.minutes(2))) struct SecretsTests {
  private static let cookie = "c00kie-s3cret-value"
  private static let token = "bearer+t0ken/value=="
  private static let parameter = "p4rameter-in-the-query"
  private static let password = "pa55word-of-alice"

  private static func plant(_ options: inout CheckOptions) {
    options.headers = [
      ("Cookie", "JSESSIONID=\(cookie); theme=dark"), ("Authorization", "Bearer \(token)"),
      ("X-Login", "Basic \(Data("alice:\(password)".utf8).base64EncodedString())"),
    ]
    options.webSocketPath = "/chat/ws?session=\(parameter)&transport=websocket"
  }

  /// Each secret as it stands, percent-encoded and in Base64; their beginnings too.
  private static var forbidden: [String] {
    [cookie, token, parameter, password].flatMap { secret in
      [
        secret, String(secret.prefix(9)), Data(secret.utf8).base64EncodedString(),
        secret.replacing("+", with: "%2B").replacing("/", with: "%2F").replacing("=", with: "%3D"),
      ]
    }
  }

  private func expectNoSecret(
    _ handler: @escaping Peer.Handler, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await Peer.serve(handler) { peer in
      let report = try await check(
        peer.url("/app?session=\(Self.parameter)"), timeout: .seconds(10)
      ) {
        Self.plant(&$0)
      }
      try report.expectWellFormed(sourceLocation: sourceLocation)
      #expect(
        peer.requests.contains { $0.fields.first("Cookie")?.contains(Self.cookie) == true },
        "they are sent to a server that may have them", sourceLocation: sourceLocation)
      let json = try report.json()
      for secret in Self.forbidden {
        let places = json.ranges(of: secret).map { json[..<$0.lowerBound].suffix(120) }
        #expect(places.isEmpty, "\(secret)", sourceLocation: sourceLocation)
      }
      #expect(report.settings.sent == ["Cookie", "Authorization", "X-Login"])
      #expect(report.redactions.contains { $0.name == "Cookie" && $0.where == "request header" })
    }
  }

  /// Everything that a request carried, in every encoding.
  private static func echo(of request: RequestHead) -> String {
    let plain =
      "\(request.target) " + request.fields.list.map(\.description).joined(separator: " | ")
    let bytes = Data(plain.utf8)
    return [
      plain, bytes.base64EncodedString(), bytes.dropFirst().base64EncodedString(),
      bytes.dropFirst(2).base64EncodedString(), password,
      plain.replacing("+", with: "%2B").replacing("/", with: "%2F").replacing("=", with: "%3D"),
    ].joined(separator: " ")
  }

  @Test func `echoed in a body`() async throws {
    try await expectNoSecret { request, stream in
      try stream.answer(404, "Not Found", ["Content-Type": "text/html"], Self.echo(of: request))
    }
  }

  @Test func `echoed so that the shown part ends in the middle`() async throws {
    try await expectNoSecret { request, stream in
      let filler = Int(request.target.utf8.count) + 490
      return try stream.answer(
        400, "Bad Request", [:], String(repeating: ".", count: filler) + Self.echo(of: request))
    }
  }

  @Test func `echoed in the reason phrase`() async throws {
    try await expectNoSecret { request, stream in
      try stream.answer(403, "No \(Self.cookie) \(Self.token) \(Self.password)")
    }
  }

  @Test func `echoed in fields, also in those that are harmless`() async throws {
    try await expectNoSecret { request, stream in
      try stream.answer(
        404, "Not Found",
        [
          "Server": "nginx/\(Self.cookie)", "Via": "1.1 \(Self.parameter) Caddy",
          "X-Powered-By": Self.token, "X-Varnish": Self.password, "X-Debug": Self.cookie,
          "Content-Type": "text/\(Self.cookie)", "WWW-Authenticate": Self.password,
          "X-Squid-Error": Self.cookie, "Sec-WebSocket-Extensions": Self.parameter,
          "Set-Cookie": "\(Self.cookie)=\(Self.password); Path=/\(Self.parameter)",
        ], "no")
    }
  }

  @Test func `echoed in the names of fields`() async throws {
    try await expectNoSecret { request, stream in
      try stream.answer(
        404, "Not Found", ["X-\(Self.cookie)": "1", Self.parameter: "2", "X-\(Self.password)": ""])
    }
  }

  @Test func `echoed in a redirect`() async throws {
    try await expectNoSecret { request, stream in
      try stream.answer(
        302, "Found",
        [
          "Location":
            "https://alice:\(Self.password)@idp.test/\(Self.cookie)/login;s=\(Self.parameter)?a=\(Self.token)&b=\(Self.cookie)#t=\(Self.password)"
        ])
    }
  }

  @Test func `echoed in what breaks HTTP`() async throws {
    try await expectNoSecret { _, stream in
      try stream.write("HTTP/1.1 \(Self.cookie) \(Self.password)\r\n\r\n")
      return try await stream.finish()
    }
    try await expectNoSecret { _, stream in
      let filler = String(repeating: "x", count: 70)
      try stream.write("HTTP/1.1 200 OK\r\n\(filler) \(Self.cookie)\r\n\r\n")
      return try await stream.finish()
    }
    try await expectNoSecret { _, stream in
      try stream.write("\(Self.cookie)\(Self.password)\r\n")
      return try await stream.finish()
    }
    try await expectNoSecret { _, stream in
      try stream.write("HTTP/1.1 200 OK\r\nContent-Length: \(Self.password)\r\n\r\n")
      return try await stream.finish()
    }
  }

  @Test func `echoed in a 101, and in what comes after it`() async throws {
    try await expectNoSecret { request, stream in
      try await application(request, stream) { request, stream in
        try stream.write(
          request.accepted {
            $0.reason = Self.cookie
            $0.fields.append("Sec-WebSocket-Protocol", Self.password)
            $0.fields.append("Sec-WebSocket-Extensions", "x-\(Self.parameter)")
          })
        return try await stream.talk()
      }
    }
    try await expectNoSecret { request, stream in
      try await application(request, stream) { request, stream in
        try stream.write(request.accepted())
        return try await stream.talk {
          $0.send(text: "error for \(Self.cookie)")
          $0.sendClose(code: .policyViolation, reason: "no session \(Self.cookie) \(Self.password)")
        }
      }
    }
    try await expectNoSecret { request, stream in
      try await application(request, stream) { request, stream in
        try stream.write(request.accepted() + Array(Self.password.utf8))
        return await stream.hold()
      }
    }
  }
}

/// What is sent to a server whose certificate nothing vouches for.
@Suite(.timeLimit(.minutes(1))) struct UnverifiedServerTests {
  private func requests(_ change: @escaping @Sendable (inout CheckOptions) -> Void) async throws
    -> (Report, [RequestHead])
  {
    let identity = try Certificate.identity.get()
    let slot = Slot<(Report, [RequestHead])>()
    try await Peer.serve(tls: TLSServerOptions(identity: identity)) { request, stream in
      try await application(request, stream)
    } _: { peer in
      let report = try await check("https://localhost:\(peer.address.port)/app") {
        $0.resolve = [
          ResolveOverride(host: "localhost", port: peer.address.port, address: "127.0.0.1")
        ]
        $0.webSocketPath = "/chat/ws?room=lobby"
        $0.headers = [("Cookie", "sid=abc123"), ("Authorization", "Bearer x"), ("X-Mine", "y")]
        $0.origin = "https://app.example.test"
        change(&$0)
      }
      try report.expectWellFormed()
      slot.value = (report, peer.requests)
    }
    return try #require(slot.value)
  }

  private func added(_ request: RequestHead) -> [String] {
    ["Cookie", "Authorization", "X-Mine"].filter(request.fields.contains)
  }

  @Test func `the user's fields are withheld, and the run goes on and says so`() async throws {
    let (report, requests) = try await requests { _ in }
    #expect(requests.count >= 4)
    for request in requests { #expect(added(request).isEmpty, "\(request.target)") }
    #expect(report.faults == ["tls.untrusted"])
    #expect(report.verdict == .broken && report.exitStatus == 1)
    #expect(report.target.endpointConfirmed, "what is behind it is judged all the same")
    #expect(report.probe("tls")?.outcome == .fail && report.probe("upgrade")?.outcome == .pass)
  }

  @Test func `with --insecure they are sent, and it is no fault`() async throws {
    let (report, requests) = try await requests { $0.insecure = true }
    #expect(!requests.isEmpty)
    for request in requests { #expect(added(request).count == 3, "\(request.target)") }
    #expect(report.verdict == .healthy, "\(report.faults)")
  }

  @Test func `with its root given they are sent`() async throws {
    let root = try Certificate.identity.get().certificateFile
    let (report, requests) = try await requests { $0.caFile = root }
    for request in requests { #expect(added(request).count == 3, "\(request.target)") }
    #expect(report.verdict == .healthy, "\(report.faults)")
  }

  @Test func `another name is told from another root, and nothing is sent to it`() async throws {
    let root = try Certificate.identity.get().certificateFile
    let (report, requests) = try await requests { options in
      options.caFile = root
      options.url.host = "chat.example.test"
      options.resolve = [
        ResolveOverride(
          host: "chat.example.test", port: options.url.port, address: "127.0.0.1")
      ]
    }
    for request in requests { #expect(added(request).isEmpty, "\(request.target)") }
    #expect(report.faults == ["tls.name-mismatch"])
  }
}
