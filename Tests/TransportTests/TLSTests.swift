import Testing
import Transport

@Suite struct TLSTests {
  let certificates: TestCertificates

  init() throws {
    certificates = try TestCertificates.shared.get()
  }

  /// Makes a handshake with a server of ours, and echoes what the client sends behind it.
  func handshake(
    _ driver: DriverKind = .best, server: TLSServerOptions, client: TLSOptions,
    host: String = "localhost",
    then use: @escaping @Sendable (ByteStream) async throws -> Void = { _ in }
  ) async throws -> TLSOutcome {
    try await withLoop(driver) { loop in
      let listener = try Listener(loop: loop)
      async let served: Void = {
        let stream = try await listener.accept(deadline: soon())
        let outcome = await stream.startTLS(asServer: server, deadline: soon())
        while outcome.failure == nil,
          case .bytes(let bytes, _)? = try? await stream.read(deadline: soon())
        {
          try? stream.write(bytes)
        }
        try? await stream.flush(deadline: soon())
        stream.close()
      }()
      let stream = try await connect(to: listener)
      let outcome = await stream.startTLS(client, host: host, deadline: soon())
      if outcome.failure == nil { try await use(stream) }
      stream.close()
      try await served
      return outcome
    }
  }

  func trusting(_ verification: TLSOptions.Verification = .required) -> TLSOptions {
    TLSOptions(trust: .file(certificates.root), verification: verification)
  }

  @Test(arguments: DriverKind.available, ["localhost", "127.0.0.1"])
  func `a chain to our root is verified, and large data goes both ways`(
    driver: DriverKind, host: String
  ) async throws {
    let data = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
    let outcome = try await handshake(
      driver, server: TLSServerOptions(identity: certificates.good), client: trusting(),
      host: host
    ) { stream in
      try stream.write(data)
      #expect(try await stream.read(count: data.count) == data)
      stream.shutdownOutput()
      #expect(try await stream.readToEnd().end == .closeNotify)
    }
    #expect(outcome.failure == nil)
    let report = outcome.report
    #expect(report.isVerified)
    #expect(report.version == "TLSv1.3")
    #expect(report.applicationProtocol == "http/1.1")
    #expect(report.serverName == (host == "localhost" ? host : nil))
    #expect(!report.isClientCertificateRequested)
    let leaf = try #require(report.chain.first)
    #expect(leaf.subject == "CN = localhost")
    #expect(leaf.issuer == "CN = Test root")
    #expect(leaf.subjectAltNames == ["localhost", "127.0.0.1"])
    #expect(leaf.issuerURL == "http://ca.test/root.crt")
    #expect(!leaf.isSelfSigned)
    #expect(leaf.sha256.count == 64)
    #expect(leaf.notAfter - leaf.notBefore == 2 * 86_400)
  }

  @Test func `an expired certificate`() async throws {
    let outcome = try await handshake(
      server: TLSServerOptions(identity: certificates.expired), client: trusting())
    #expect(outcome.report.verifyFailures.map(\.kind) == [.expired])
    guard case .untrusted(let failure) = outcome.failure else {
      Issue.record("\(outcome)")
      return
    }
    #expect(failure.code == 10)
    #expect(failure.text == "certificate has expired")
  }

  @Test func `a name that isn't the certificate's`() async throws {
    let outcome = try await handshake(
      server: TLSServerOptions(identity: certificates.otherName), client: trusting(.recorded))
    #expect(outcome.failure == nil)
    #expect(outcome.report.verifyFailures.map(\.kind) == [.nameMismatch])
    #expect(!outcome.report.isVerified)
  }

  @Test func `a self-signed certificate and a wrong name are told separately`() async throws {
    let outcome = try await handshake(
      server: TLSServerOptions(identity: certificates.selfSigned), client: trusting(.recorded),
      host: "example.test")
    #expect(outcome.report.verifyFailures.map(\.kind) == [.selfSigned, .nameMismatch])
    #expect(outcome.report.chain.first?.isSelfSigned == true)
  }

  @Test func `a missing intermediate, whose place is named`() async throws {
    let bare = try await handshake(
      server: TLSServerOptions(identity: certificates.withoutIntermediate),
      client: trusting(.recorded))
    #expect(bare.report.verifyFailures.map(\.kind) == [.unknownIssuer])
    #expect(bare.report.chain.count == 1)
    #expect(bare.report.chain.first?.issuerURL == "http://ca.test/intermediate.crt")
    let whole = try await handshake(
      server: TLSServerOptions(identity: certificates.withIntermediate), client: trusting())
    #expect(whole.report.isVerified)
    #expect(whole.report.chain.count == 2)
  }

  @Test func `the system's roots don't know our root`() async throws {
    let outcome = try await handshake(
      server: TLSServerOptions(identity: certificates.good), client: TLSOptions())
    #expect(outcome.report.verifyFailure?.kind == .unknownIssuer)
    #expect(outcome.failure != nil)
  }

  @Test func `a required client certificate that is missing comes as an alert on reading`()
    async throws
  {
    let server = TLSServerOptions(
      identity: certificates.good,
      clientCertificate: .required(rootsFile: certificates.root))
    let outcome = try await handshake(server: server, client: trusting()) { stream in
      let (_, end) = try await stream.readToEnd()
      #expect(end == .tlsAlert(116))
    }
    #expect(outcome.report.isClientCertificateRequested)
    #expect(!outcome.report.isClientCertificateSent)
    #expect(TLSFailure.alertName(116) == "certificate_required")
  }

  @Test func `a client certificate is presented to a verified server only`() async throws {
    let server = TLSServerOptions(
      identity: certificates.good,
      clientCertificate: .requested(rootsFile: certificates.root))
    var client = trusting(.recorded)
    client.clientIdentity = certificates.client
    let verified = try await handshake(server: server, client: client) { stream in
      try stream.write([1])
      #expect(try await stream.read(count: 1) == [1])
    }
    #expect(verified.report.isClientCertificateSent)
    let unverified = try await handshake(server: server, client: client, host: "other.test")
    #expect(unverified.failure == nil)
    #expect(unverified.report.isClientCertificateRequested)
    #expect(!unverified.report.isClientCertificateSent)
    client.verification = .waived
    let waived = try await handshake(server: server, client: client, host: "other.test")
    #expect(waived.report.isClientCertificateSent)
  }

  @Test func `a file that is none is named`() async throws {
    let outcome = try await handshake(
      server: TLSServerOptions(identity: certificates.good),
      client: TLSOptions(trust: .file("/nowhere/roots.pem")))
    guard case .unusable(let file, _) = outcome.failure else {
      Issue.record("\(outcome)")
      return
    }
    #expect(file == "the file of roots", "where it lies is nobody's business")
  }

  // MARK: Peers that don't speak TLS

  /// Says hello to a server that answers by a function.
  func hello(
    limit: Duration = .seconds(20), _ serve: @escaping @Sendable (ByteStream) async throws -> Void
  ) async throws -> TLSFailure? {
    try await withLoop { loop in
      let listener = try Listener(loop: loop)
      async let served: Void = {
        let stream = try await listener.accept(deadline: soon())
        _ = try await stream.read(deadline: soon())
        try await serve(stream)
        stream.close()
      }()
      let stream = try await connect(to: listener)
      let outcome = await stream.startTLS(
        TLSOptions(), host: "localhost", deadline: EventLoop.now() + limit)
      stream.close()
      try await served
      return outcome.failure
    }
  }

  @Test func `a TLS hello answered by plain HTTP`() async throws {
    let text = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
    let failure = try await hello { try $0.write(Array(text.utf8)) }
    #expect(failure == .notTLS(firstBytes: Array(text.utf8)))
  }

  @Test func `a TLS hello answered by an alert`() async throws {
    let failure = try await hello { try $0.write([21, 3, 3, 0, 2, 2, 40]) }
    #expect(failure == .alert(code: 40, name: "handshake_failure"))
  }

  @Test func `a TLS hello answered by a close, a reset, nothing`() async throws {
    #expect(try await hello { $0.close() } == .closed)
    #expect(try await hello { $0.abort() } == .reset)
    let failure = try await hello(limit: .milliseconds(50)) { _ = try await $0.readToEnd() }
    #expect(failure == .timedOut)
  }

  @Test func `plain octets to a TLS server`() async throws {
    let identity = certificates.good
    try await withLoop { loop in
      let listener = try Listener(loop: loop)
      async let served = {
        let stream = try await listener.accept(deadline: soon())
        let outcome = await stream.startTLS(
          asServer: TLSServerOptions(identity: identity), deadline: soon())
        stream.shutdownOutput()
        _ = try await stream.readToEnd()
        return outcome
      }()
      let stream = try await connect(to: listener)
      try stream.write(Array("GET / HTTP/1.1\r\n\r\n".utf8))
      let (bytes, _) = try await stream.readToEnd()
      stream.close()
      #expect(bytes.first == 21 || bytes.isEmpty)
      #expect(
        try await served.failure
          == .notTLS(firstBytes: Array("GET / HTTP/1.1\r\n\r\n".utf8)))
    }
  }
}
