import COpenSSL

/// Verifies a peer's chain after the fact, and tells all that speaks against it.
enum CertificateVerifier {
  /// Returns what speaks against the peer: the chain first, then the name; empty when it holds.
  static func failures(of connection: OpaquePointer, roots: OpaquePointer, host: String)
    -> [VerifyFailure]
  {
    guard let certificate = unsafe SSL_get0_peer_certificate(connection) else {
      return [failure(code: Int(X509_V_ERR_UNSPECIFIED))]
    }
    var failures: [VerifyFailure] = []
    let chainCode = unsafe chainError(of: certificate, connection: connection, roots: roots)
    if chainCode != Int(X509_V_OK) { failures.append(failure(code: chainCode)) }
    // The chain's error may hide that the certificate is out of date as well.
    if let dateCode = unsafe dateError(of: certificate),
      !failures.contains(where: { $0.kind == .expired || $0.kind == .notYetValid })
    {
      failures.append(failure(code: dateCode))
    }
    if let nameCode = unsafe nameError(of: certificate, host: host) {
      failures.append(failure(code: nameCode))
    }
    return failures
  }

  private static func chainError(
    of certificate: OpaquePointer, connection: OpaquePointer, roots: OpaquePointer
  ) -> Int {
    guard let context = unsafe X509_STORE_CTX_new() else { return Int(X509_V_ERR_OUT_OF_MEM) }
    defer { unsafe X509_STORE_CTX_free(context) }
    let chain = unsafe SSL_get_peer_cert_chain(connection)
    guard unsafe X509_STORE_CTX_init(context, roots, certificate, chain) == 1 else {
      return Int(X509_V_ERR_UNSPECIFIED)
    }
    _ = unsafe X509_STORE_CTX_set_default(context, "ssl_server")
    unsafe X509_VERIFY_PARAM_set_auth_level(
      X509_STORE_CTX_get0_param(context), SSL_get_security_level(connection))
    if unsafe X509_verify_cert(context) == 1 { return Int(X509_V_OK) }
    let code = Int(unsafe X509_STORE_CTX_get_error(context))
    return code == Int(X509_V_OK) ? Int(X509_V_ERR_UNSPECIFIED) : code
  }

  private static func dateError(of certificate: OpaquePointer) -> Int? {
    if unsafe X509_cmp_current_time(X509_get0_notAfter(certificate)) < 0 {
      return Int(X509_V_ERR_CERT_HAS_EXPIRED)
    }
    if unsafe X509_cmp_current_time(X509_get0_notBefore(certificate)) > 0 {
      return Int(X509_V_ERR_CERT_NOT_YET_VALID)
    }
    return nil
  }

  private static func nameError(of certificate: OpaquePointer, host: String) -> Int? {
    if SocketAddress(host, port: 0) != nil {
      let isHost = unsafe X509_check_ip_asc(certificate, bareAddress(host), 0) == 1
      return isHost ? nil : Int(X509_V_ERR_IP_ADDRESS_MISMATCH)
    }
    let flags = UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS)
    let isHost =
      unsafe X509_check_host(certificate, host, host.utf8.count, flags, nil) == 1
    return isHost ? nil : Int(X509_V_ERR_HOSTNAME_MISMATCH)
  }

  /// Without brackets and zone.
  private static func bareAddress(_ host: String) -> String {
    String(host.drop { $0 == "[" }.prefix { $0 != "]" && $0 != "%" })
  }

  private static func failure(code: Int) -> VerifyFailure {
    let text = unsafe String(cString: X509_verify_cert_error_string(code))
    return VerifyFailure(code: code, text: text, kind: kind(of: Int32(clamping: code)))
  }

  private static func kind(of code: Int32) -> VerifyFailure.Kind {
    switch code {
    case X509_V_ERR_CERT_HAS_EXPIRED: .expired
    case X509_V_ERR_CERT_NOT_YET_VALID: .notYetValid
    case X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH: .nameMismatch
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
      .selfSigned
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT,
      X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      .unknownIssuer
    default: .other
    }
  }
}
