/// How a client speaks TLS.
public struct TLSOptions: Hashable, Sendable {
  /// The roots that a chain must end in.
  public enum Trust: Hashable, Sendable {
    /// The system's roots.
    case system
    /// The certificates of a PEM file, and nothing else.
    case file(String)
  }

  /// What a certificate that doesn't hold leads to. The handshake is completed in every case, so that
  /// the report is whole.
  public enum Verification: Hashable, Sendable {
    /// The connection is given up before anything is sent over it.
    case required
    /// The connection goes on; the client certificate is withheld from a peer that isn't verified.
    case recorded
    /// The connection goes on, with the client certificate: the user said so (`--insecure`).
    case waived
  }

  /// PEM files of a certificate, its chain and its key.
  public struct Identity: Hashable, Sendable {
    public var certificateFile: String
    public var keyFile: String

    public init(certificateFile: String, keyFile: String) {
      self.certificateFile = certificateFile
      self.keyFile = keyFile
    }
  }

  public var trust: Trust
  public var verification: Verification
  public var clientIdentity: Identity?

  public init(
    trust: Trust = .system, verification: Verification = .required,
    clientIdentity: Identity? = nil
  ) {
    self.trust = trust
    self.verification = verification
    self.clientIdentity = clientIdentity
  }
}

/// How a server speaks TLS.
public struct TLSServerOptions: Hashable, Sendable {
  /// Whether clients are asked for a certificate.
  public enum ClientCertificate: Hashable, Sendable {
    case notRequested
    /// Asked for, and the connection goes on without.
    case requested(rootsFile: String)
    /// Refused without one that leads to these roots.
    case required(rootsFile: String)
  }

  public var identity: TLSOptions.Identity
  public var clientCertificate: ClientCertificate

  public init(
    identity: TLSOptions.Identity, clientCertificate: ClientCertificate = .notRequested
  ) {
    self.identity = identity
    self.clientCertificate = clientCertificate
  }
}
