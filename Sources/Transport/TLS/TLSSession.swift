import COpenSSL

/// One TLS connection without a socket: octets of records in and out, octets of the application in
/// and out.
///
/// Not Sendable: it belongs to one ``ByteStream`` and is used under its lock only.
@safe final class TLSSession {
  /// How far the handshake has come.
  enum Handshake: Equatable {
    case needsInput
    case complete
    case failed(TLSFailure)
  }

  /// The largest record's content (RFC 8446 §5.1). Octets.
  private static let recordSize = 16 * 1024
  /// As much of a foreign protocol is kept to be shown. Octets.
  private static let firstBytesLimit = 64

  private let context: TLSContext
  private let connection: OpaquePointer
  private let input: OpaquePointer
  private let output: OpaquePointer
  /// The host that the certificate must be for; `nil` on the server's side.
  private let host: String?
  private let verification: TLSOptions.Verification
  private var firstBytes: [UInt8] = []
  private var inputHasEnded: EndOfStream?
  private var identityFailure: TLSFailure?
  private var verifyFailures: [VerifyFailure]?

  /// What the handshake has shown so far.
  private(set) var report = TLSReport()

  /// Begins a client's side; the host is what the certificate must be for.
  init(client options: TLSOptions, host: String) throws(TLSFailure) {
    context = try TLSContext.client(options)
    (unsafe connection, unsafe input, unsafe output) = try unsafe Self.makeConnection(context)
    // RFC 6066 §3: a name is sent and compared without its trailing dot.
    let name = host.last == "." ? String(host.dropLast()) : host
    self.host = name
    verification = options.verification
    unsafe SSL_set_connect_state(connection)
    if SocketAddress(host, port: 0) == nil {
      if unsafe wsdoctor_set_server_name(connection, name) == 1 { report.serverName = name }
    }
    unsafe SSL_set_cert_cb(
      connection, certificateRequested, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Begins a server's side.
  init(server options: TLSServerOptions) throws(TLSFailure) {
    context = try TLSContext.server(options)
    (unsafe connection, unsafe input, unsafe output) = try unsafe Self.makeConnection(context)
    host = nil
    verification = .waived
    unsafe SSL_set_accept_state(connection)
  }

  private static func makeConnection(_ context: TLSContext) throws(TLSFailure) -> (
    OpaquePointer, OpaquePointer, OpaquePointer
  ) {
    OpenSSLError.clear()
    guard let connection = unsafe SSL_new(context.pointer), let input = unsafe BIO_new(BIO_s_mem()),
      let output = unsafe BIO_new(BIO_s_mem())
    else { throw .other(OpenSSLError.take().text) }
    unsafe SSL_set_bio(connection, input, output)
    unsafe wsdoctor_set_write_modes(connection)
    return unsafe (connection, input, output)
  }

  deinit {
    unsafe SSL_free(connection)
  }

  // MARK: Records

  /// Takes in what came from the peer.
  func receive(_ bytes: [UInt8], count: Int) {
    if firstBytes.count < Self.firstBytesLimit {
      firstBytes += bytes.prefix(min(count, Self.firstBytesLimit - firstBytes.count))
    }
    _ = unsafe BIO_write(input, bytes, Int32(count))
  }

  /// Notes that nothing more comes.
  func receiveEnd(_ end: EndOfStream) {
    inputHasEnded = end
  }

  /// Appends what has to go to the peer.
  func takeOutput(into bytes: inout [UInt8]) {
    let count = Int(unsafe BIO_ctrl_pending(output))
    guard count > 0 else { return }
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: count))
    _ = unsafe bytes.withUnsafeMutableBytes { all in
      unsafe BIO_read(output, all.baseAddress! + start, Int32(count))
    }
  }

  // MARK: Handshake

  /// Goes on with the handshake as far as the input allows. When it has ended, ``fillReport()`` is due.
  func advanceHandshake() -> Handshake {
    OpenSSLError.clear()
    let result = unsafe SSL_do_handshake(connection)
    if result == 1 { return .complete }
    let code = unsafe SSL_get_error(connection, result)
    if code == SSL_ERROR_WANT_READ {
      guard let inputHasEnded else { return .needsInput }
      if isForeignProtocol { return .failed(.notTLS(firstBytes: firstBytes)) }
      return .failed(inputHasEnded == .reset ? .reset : .closed)
    }
    let error = OpenSSLError.take()
    if let identityFailure { return .failed(identityFailure) }
    if let alert = error.alert { return .failed(.alert(alert)) }
    if isForeignProtocol { return .failed(.notTLS(firstBytes: firstBytes)) }
    return .failed(.other(error.text))
  }

  /// Whether the first octets are no TLS record (RFC 8446 §5.1): type 20 to 24, version 3.x.
  private var isForeignProtocol: Bool {
    guard let type = firstBytes.first else { return false }
    return !(20...24).contains(type) || (firstBytes.count > 1 && firstBytes[1] != 3)
  }

  /// Notes what the handshake has shown, in ``report``; it takes as long as many records do, so those that
  /// the peer waits for go out before.
  func fillReport() {
    if unsafe SSL_version(connection) != 0, unsafe SSL_get_current_cipher(connection) != nil {
      report.version = unsafe String(cString: SSL_get_version(connection))
      report.cipher = unsafe String(
        cString: SSL_CIPHER_get_name(SSL_get_current_cipher(connection)))
    }
    var name: UnsafePointer<UInt8>?
    var length: UInt32 = 0
    unsafe SSL_get0_alpn_selected(connection, &name, &length)
    if let name = unsafe name, length > 0 {
      report.applicationProtocol = unsafe String(
        decoding: UnsafeBufferPointer(start: name, count: Int(length)), as: UTF8.self)
    }
    guard unsafe SSL_get0_peer_certificate(connection) != nil else { return }
    report.chain = unsafe CertificateReader.chain(of: connection)
    report.verifyFailures = verifyPeer()
    report.isVerified = host != nil && report.verifyFailures.isEmpty
  }

  /// Verifies the peer once.
  private func verifyPeer() -> [VerifyFailure] {
    if let verifyFailures { return verifyFailures }
    guard let host, let roots = unsafe context.roots else { return [] }
    let failures = unsafe CertificateVerifier.failures(of: connection, roots: roots, host: host)
    verifyFailures = failures
    return failures
  }

  /// Answers the server's CertificateRequest; without a certificate the handshake goes on as well.
  fileprivate func presentCertificate() -> Bool {
    report.isClientCertificateRequested = true
    guard verification == .waived || verifyPeer().isEmpty else { return true }
    do throws(TLSFailure) {
      try unsafe context.useIdentity(on: connection)
      report.isClientCertificateSent = unsafe SSL_get_certificate(connection) != nil
      return true
    } catch {
      identityFailure = error
      return false
    }
  }

  // MARK: Application data

  /// Puts all that can be decrypted into a buffer, from a place on that moves behind it, and returns how
  /// the stream ended if it did. The buffer grows as it must.
  func read(into bytes: inout [UInt8], from end: inout Int) -> EndOfStream? {
    while true {
      if bytes.count - end < Self.recordSize {
        bytes.append(contentsOf: repeatElement(0, count: Self.recordSize))
      }
      OpenSSLError.clear()
      let count = unsafe bytes.withUnsafeMutableBytes { all in
        unsafe SSL_read(connection, all.baseAddress! + end, Int32(all.count - end))
      }
      guard count > 0 else { return ending(unsafe SSL_get_error(connection, count)) }
      end += Int(count)
    }
  }

  /// What an unsuccessful read means; `nil` when there will be more.
  private func ending(_ code: Int32) -> EndOfStream? {
    switch code {
    case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return nil
    case SSL_ERROR_ZERO_RETURN: return .closeNotify
    default:
      let error = OpenSSLError.take()
      return error.alert.map(EndOfStream.tlsAlert) ?? .tlsBroken(error.text)
    }
  }

  /// Encrypts octets; they come out of ``takeOutput(into:)``.
  func write(_ bytes: [UInt8]) throws(TransportError) {
    var start = 0
    while start < bytes.count {
      OpenSSLError.clear()
      let count = unsafe bytes.withUnsafeBytes { all in
        unsafe SSL_write(
          connection, all.baseAddress! + start,
          Int32(min(all.count - start, Self.recordSize)))
      }
      guard count > 0 else { throw .tls(OpenSSLError.take().text) }
      start += Int(count)
    }
  }

  /// Says that we send nothing more (RFC 8446 §6.1).
  func sendCloseNotify() {
    OpenSSLError.clear()
    _ = unsafe SSL_shutdown(connection)
    OpenSSLError.clear()
  }
}

/// OpenSSL calls it on the client when the server asked for a certificate.
private func certificateRequested(_: OpaquePointer?, _ session: UnsafeMutableRawPointer?) -> Int32 {
  guard let session = unsafe session else { return 0 }
  return unsafe Unmanaged<TLSSession>.fromOpaque(session).takeUnretainedValue()
    .presentCertificate() ? 1 : 0
}
