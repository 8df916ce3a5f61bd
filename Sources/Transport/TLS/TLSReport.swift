/// What a TLS handshake showed, also when it failed halfway.
public struct TLSReport: Hashable, Sendable {
  /// Whether the chain leads to a trusted root and the certificate is the host's.
  public var isVerified = false
  /// What speaks against the certificate; a wrong name and a broken chain are told separately.
  public var verifyFailures: [VerifyFailure] = []
  /// The negotiated version in OpenSSL's spelling, such as `TLSv1.3`.
  public var version: String?
  /// The cipher suite in OpenSSL's spelling.
  public var cipher: String?
  /// The protocol that ALPN settled on (RFC 7301).
  public var applicationProtocol: String?
  /// The server name that was sent (RFC 6066 §3); none for an IP address.
  public var serverName: String?
  /// The certificates as the peer sent them, its own first.
  public var chain: [CertificateSummary] = []
  /// Whether the server asked for a client certificate.
  public var isClientCertificateRequested = false
  /// Whether one was sent.
  public var isClientCertificateSent = false

  public init() {}

  /// What speaks against the certificate in the first place: the chain before the name.
  public var verifyFailure: VerifyFailure? { verifyFailures.first }
}

/// One thing that speaks against a certificate.
public struct VerifyFailure: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    case expired
    case notYetValid
    case nameMismatch
    /// The chain is one certificate that signed itself, or ends in such a one that isn't trusted.
    case selfSigned
    /// Nobody known issued the last certificate of the chain.
    case unknownIssuer
    case other
  }

  /// OpenSSL's number (`X509_V_ERR_…`).
  public let code: Int
  /// OpenSSL's words for it.
  public let text: String
  public let kind: Kind

  public init(code: Int, text: String, kind: Kind) {
    self.code = code
    self.text = text
    self.kind = kind
  }
}

/// What a certificate says of itself.
public struct CertificateSummary: Hashable, Sendable {
  /// The distinguished name in one line.
  public let subject: String
  public let issuer: String
  /// Seconds since 1970 (Unix).
  public let notBefore: Int64
  /// Seconds since 1970 (Unix).
  public let notAfter: Int64
  /// DNS names and IP addresses.
  public let subjectAltNames: [String]
  /// Whether issuer and subject are one.
  public let isSelfSigned: Bool
  /// Where the issuer's certificate can be had (AIA caIssuers, RFC 5280 §4.2.2.1).
  public let issuerURL: String?
  /// The fingerprint, in lower-case hexadecimal.
  public let sha256: String

  public init(
    subject: String, issuer: String, notBefore: Int64, notAfter: Int64,
    subjectAltNames: [String], isSelfSigned: Bool, issuerURL: String?, sha256: String
  ) {
    self.subject = subject
    self.issuer = issuer
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.subjectAltNames = subjectAltNames
    self.isSelfSigned = isSelfSigned
    self.issuerURL = issuerURL
    self.sha256 = sha256
  }
}
