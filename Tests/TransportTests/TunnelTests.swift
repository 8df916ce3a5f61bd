import HTTP1
import Testing
import Transport

@Suite struct TunnelTests {
  let proxy = ForwardProxy("http://user:p%40ss@127.0.0.1:3128")

  /// Asks a proxy that answers by a function for a tunnel to example.test:443.
  func tunnel(
    limit: Duration = .seconds(20),
    answering serve: @escaping @Sendable (ByteStream, RequestHead) async throws -> Void,
    then use: @escaping @Sendable (ByteStream) async throws -> Void = { _ in }
  ) async throws -> Result<ResponseHead, TunnelFailure> {
    let proxy = try #require(proxy)
    return try await withLoop { loop in
      let listener = try Listener(loop: loop)
      async let served: Void = {
        let stream = try await listener.accept(deadline: soon())
        var parser = RequestParser(bodyLimit: 0)
        while parser.head == nil {
          guard case .bytes(let bytes, _) = try await stream.read(deadline: soon()) else { return }
          parser.receive(bytes)
          _ = try parser.nextEvent()
        }
        try await serve(stream, try #require(parser.head))
        try await stream.flush(deadline: soon())
        stream.close()
      }()
      let stream = try await connect(to: listener)
      let result = await Tunnel.open(
        over: stream, to: "example.test", port: 443, through: proxy, userAgent: "test",
        deadline: EventLoop.now() + limit)
      if case .success = result { try await use(stream) }
      stream.close()
      try await served
      return result
    }
  }

  @Test func `a tunnel is granted, and its first octets aren't lost`() async throws {
    let result = try await tunnel { stream, request in
      #expect(request.method == "CONNECT")
      #expect(request.target == "example.test:443")
      #expect(request.fields.first("Host") == "example.test:443")
      // user:p@ss
      #expect(request.fields.first("Proxy-Authorization") == "Basic dXNlcjpwQHNz")
      try stream.write(Array("HTTP/1.1 200 Connection established\r\n\r\nfirst".utf8))
    } then: { stream in
      let (bytes, _) = try await stream.readToEnd()
      #expect(bytes == Array("first".utf8))
    }
    #expect(try result.get().status == 200)
  }

  @Test(arguments: [403, 407, 502])
  func `a refusal is kept with its body, the credentials blotted out`(status: Int) async throws {
    let result = try await tunnel { stream, request in
      let echoed = request.fields.first("Proxy-Authorization") ?? ""
      let body = "You sent \(echoed)."
      let head = ResponseHead(
        status: status,
        fields: ["Content-Length": "\(body.utf8.count)", "X-Echo": echoed])
      try stream.write(head.serialized() + Array(body.utf8))
    }
    guard case .failure(.refused(let head, let bodyStart)) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(head.status == status)
    #expect(String(decoding: bodyStart, as: UTF8.self) == "You sent Basic ************.")
    #expect(!"\(result)".contains("dXNlcjpwQHNz"))
  }

  @Test func `no HTTP, a close and silence are told apart`() async throws {
    let other = try await tunnel { stream, _ in
      try stream.write(Array("SSH-2.0-OpenSSH\r\n".utf8))
    }
    guard case .failure(.malformed(.notHTTP)) = other else {
      Issue.record("\(other)")
      return
    }
    let closed = try await tunnel { stream, _ in stream.close() }
    #expect(closed == .failure(.closed(.fin)))
    let silent = try await tunnel(limit: .milliseconds(50)) { stream, _ in
      _ = try await stream.readToEnd()
    }
    #expect(silent == .failure(.timedOut))
  }

  @Test func `a proxy's URL is read, and its secrets can't be read back`() throws {
    let proxy = try #require(proxy)
    #expect(proxy.host == "127.0.0.1")
    #expect(proxy.port == 3128)
    #expect(proxy.hasCredentials)
    #expect(proxy.description == "http://127.0.0.1:3128")
    var dumped = ""
    dump(proxy, to: &dumped)
    for text in ["\(proxy)", String(reflecting: proxy), dumped] {
      #expect(!text.contains("p@ss") && !text.contains("dXNlcjpwQHNz"))
    }
    #expect(ForwardProxy("proxy.test:8080/")?.description == "http://proxy.test:8080")
    #expect(ForwardProxy("https://[::1]")?.description == "https://[::1]:443")
    #expect(ForwardProxy("socks5://proxy.test") == nil)
    #expect(ForwardProxy("http://proxy.test:99999") == nil)
    #expect(ForwardProxy("http://") == nil)
  }
}
