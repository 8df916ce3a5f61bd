import Testing

@testable import Transport

/// TLS in memory, without any socket.
extension TLSSession {
  /// Appends all that can be decrypted.
  fileprivate func read(into bytes: inout [UInt8]) -> EndOfStream? {
    var end = bytes.count
    defer { bytes.removeLast(bytes.count - end) }
    return read(into: &bytes, from: &end)
  }
}

@Suite struct TLSSessionTests {
  @Test(arguments: [1, 7, 16 * 1024])
  func `two sessions agree whatever the pieces are`(size: Int) throws {
    let certificates = try TestCertificates.shared.get()
    let client = try TLSSession(
      client: TLSOptions(trust: .file(certificates.root)), host: "localhost")
    let server = try TLSSession(server: TLSServerOptions(identity: certificates.good))
    var steps: [TLSSession.Handshake] = []
    for _ in 0..<4 {
      steps = [client.advanceHandshake()]
      carry(from: client, to: server, in: size)
      steps.append(server.advanceHandshake())
      carry(from: server, to: client, in: size)
    }
    #expect(steps == [.complete, .complete])
    client.fillReport()
    #expect(client.report.isVerified)

    let message = [UInt8](repeating: 42, count: 40_000)
    try client.write(message)
    carry(from: client, to: server, in: size)
    var received: [UInt8] = []
    #expect(server.read(into: &received) == nil)
    #expect(received == message)

    server.sendCloseNotify()
    carry(from: server, to: client, in: size)
    received = []
    #expect(client.read(into: &received) == .closeNotify)
    #expect(received.isEmpty)
  }

  @Test func `a record that was changed on the way breaks the connection`() throws {
    let certificates = try TestCertificates.shared.get()
    let client = try TLSSession(
      client: TLSOptions(trust: .file(certificates.root)), host: "localhost")
    let server = try TLSSession(server: TLSServerOptions(identity: certificates.good))
    for _ in 0..<4 {
      _ = client.advanceHandshake()
      carry(from: client, to: server, in: 1000)
      _ = server.advanceHandshake()
      carry(from: server, to: client, in: 1000)
    }
    try client.write([1, 2, 3])
    var records: [UInt8] = []
    client.takeOutput(into: &records)
    records[records.count - 1] ^= 1
    server.receive(records, count: records.count)
    var received: [UInt8] = []
    guard case .tlsBroken = server.read(into: &received) else {
      Issue.record("not broken")
      return
    }
    // The other side is told: 20, bad_record_mac.
    carry(from: server, to: client, in: 1000)
    #expect(client.read(into: &received) == .tlsAlert(20))
  }

  private func carry(from: TLSSession, to: TLSSession, in size: Int) {
    var bytes: [UInt8] = []
    from.takeOutput(into: &bytes)
    for start in stride(from: 0, to: bytes.count, by: size) {
      let piece = Array(bytes[start..<min(start + size, bytes.count)])
      to.receive(piece, count: piece.count)
    }
  }
}
