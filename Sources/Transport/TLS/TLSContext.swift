import COpenSSL
import Synchronization

/// What the connections of one set of options share: an `SSL_CTX` and the roots to verify against.
@safe final class TLSContext: Sendable {
  // Two pointers that nothing writes after `init`, to what OpenSSL allows to share: SSL_new and lookups in
  // an X509_STORE count references atomically and lock the store (CRYPTO_THREAD, OpenSSL 1.1 and later).
  nonisolated(unsafe) let pointer: OpaquePointer
  /// The trusted roots; a server has none.
  nonisolated(unsafe) let roots: OpaquePointer?
  private let identity: TLSOptions.Identity?

  private static let clients = Mutex<[TLSOptions: TLSContext]>([:])
  private static let servers = Mutex<[TLSServerOptions: TLSContext]>([:])

  /// Returns the context for these options, made at their first use and kept.
  static func client(_ options: TLSOptions) throws(TLSFailure) -> TLSContext {
    try clients.withLock { known throws(TLSFailure) in
      if let context = known[options] { return context }
      let context = try TLSContext(client: options)
      known[options] = context
      return context
    }
  }

  static func server(_ options: TLSServerOptions) throws(TLSFailure) -> TLSContext {
    try servers.withLock { known throws(TLSFailure) in
      if let context = known[options] { return context }
      let context = try TLSContext(server: options)
      known[options] = context
      return context
    }
  }

  private init(client options: TLSOptions) throws(TLSFailure) {
    OpenSSLError.clear()
    guard let pointer = unsafe SSL_CTX_new(TLS_client_method()), let roots = unsafe X509_STORE_new()
    else { throw .other(OpenSSLError.take().text) }
    unsafe self.pointer = unsafe pointer
    unsafe self.roots = unsafe roots
    identity = options.clientIdentity
    _ = unsafe wsdoctor_ctx_set_min_version(pointer, TLS1_2_VERSION)
    // Verified by ``CertificateVerifier`` after the handshake, so that a failure doesn't end it.
    unsafe SSL_CTX_set_verify(pointer, SSL_VERIFY_NONE, nil)
    let wanted: [UInt8] = [8] + Array("http/1.1".utf8)
    _ = unsafe SSL_CTX_set_alpn_protos(pointer, wanted, UInt32(wanted.count))
    switch options.trust {
    case .system:
      guard unsafe X509_STORE_set_default_paths(roots) == 1 else {
        throw .unusable(file: "the system's roots", text: OpenSSLError.take().text)
      }
    case .file(let path):
      guard unsafe X509_STORE_load_locations(roots, path, nil) == 1 else {
        throw .unusable(file: "the file of roots", text: OpenSSLError.take().text)
      }
    }
    // Tried here, so that a wrong file is known before the first connection; used when asked for.
    if let identity {
      let trial = unsafe SSL_new(pointer)
      defer { unsafe SSL_free(trial) }
      if let trial = unsafe trial { try unsafe use(identity, on: trial) }
    }
  }

  private init(server options: TLSServerOptions) throws(TLSFailure) {
    OpenSSLError.clear()
    guard let pointer = unsafe SSL_CTX_new(TLS_server_method()) else {
      throw .other(OpenSSLError.take().text)
    }
    unsafe self.pointer = unsafe pointer
    unsafe roots = nil
    identity = options.identity
    _ = unsafe wsdoctor_ctx_set_min_version(pointer, TLS1_2_VERSION)
    let files = options.identity
    guard unsafe SSL_CTX_use_certificate_chain_file(pointer, files.certificateFile) == 1 else {
      throw .unusable(file: files.certificateFile, text: OpenSSLError.take().text)
    }
    guard unsafe SSL_CTX_use_PrivateKey_file(pointer, files.keyFile, SSL_FILETYPE_PEM) == 1 else {
      throw .unusable(file: files.keyFile, text: OpenSSLError.take().text)
    }
    unsafe SSL_CTX_set_alpn_select_cb(pointer, selectHTTP1, nil)
    let (mode, rootsFile): (Int32, String?) =
      switch options.clientCertificate {
      case .notRequested: (SSL_VERIFY_NONE, nil)
      case .requested(let file): (SSL_VERIFY_PEER, file)
      case .required(let file): (SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, file)
      }
    unsafe SSL_CTX_set_verify(pointer, mode, nil)
    if let rootsFile, unsafe SSL_CTX_load_verify_locations(pointer, rootsFile, nil) != 1 {
      throw .unusable(file: rootsFile, text: OpenSSLError.take().text)
    }
  }

  deinit {
    unsafe SSL_CTX_free(pointer)
    unsafe X509_STORE_free(roots)
  }

  /// Presents the client certificate on a connection.
  func useIdentity(on connection: OpaquePointer) throws(TLSFailure) {
    if let identity { try unsafe use(identity, on: connection) }
  }

  private func use(_ identity: TLSOptions.Identity, on connection: OpaquePointer)
    throws(TLSFailure)
  {
    guard unsafe SSL_use_certificate_chain_file(connection, identity.certificateFile) == 1 else {
      throw .unusable(
        file: "the file of the client's certificate", text: OpenSSLError.take().text)
    }
    guard unsafe SSL_use_PrivateKey_file(connection, identity.keyFile, SSL_FILETYPE_PEM) == 1
    else {
      throw .unusable(file: "the file of the client's key", text: OpenSSLError.take().text)
    }
  }
}

/// Chooses http/1.1 when the client offers it, and no protocol otherwise.
private func selectHTTP1(
  _: OpaquePointer?, _ chosen: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
  _ chosenLength: UnsafeMutablePointer<UInt8>?, _ offered: UnsafePointer<UInt8>?,
  _ offeredLength: UInt32, _: UnsafeMutableRawPointer?
) -> Int32 {
  let wanted = Array("http/1.1".utf8)
  var index = 0
  while index < Int(offeredLength), let offered = unsafe offered {
    let length = Int(unsafe offered[index])
    guard index + 1 + length <= Int(offeredLength) else { break }
    let name = unsafe UnsafeBufferPointer(start: offered + index + 1, count: length)
    if unsafe Array(name) == wanted {
      unsafe chosen?.pointee = unsafe offered + index + 1
      unsafe chosenLength?.pointee = UInt8(length)
      return SSL_TLSEXT_ERR_OK
    }
    index += 1 + length
  }
  return SSL_TLSEXT_ERR_NOACK
}
