public import Transport

/// The way to a server: where, through what, and how secured.
public struct Route: Sendable {
  /// Whether TLS is spoken to the server.
  public var isSecure: Bool
  /// A name or a numeric address, without brackets.
  public var host: String
  public var port: UInt16
  /// Asked for the addresses of the host, or of the forward proxy if there is one.
  public var resolver: any Resolver
  /// The addresses to connect to instead of those that the resolver knows.
  public var addresses: [SocketAddress]?
  /// The forward proxy to go through, by CONNECT whatever the scheme.
  public var via: ForwardProxy?
  public var tls: TLSOptions
  /// How TLS is spoken to a forward proxy that wants it.
  public var proxyTLS: TLSOptions
  /// The User-Agent of a CONNECT request.
  public var userAgent: String?

  public init(
    isSecure: Bool, host: String, port: UInt16, resolver: any Resolver = SystemResolver(),
    addresses: [SocketAddress]? = nil, via: ForwardProxy? = nil, tls: TLSOptions = TLSOptions(),
    proxyTLS: TLSOptions = TLSOptions(), userAgent: String? = nil
  ) {
    self.isSecure = isSecure
    self.host = host
    self.port = port
    self.resolver = resolver
    self.addresses = addresses
    self.via = via
    self.tls = tls
    self.proxyTLS = proxyTLS
    self.userAgent = userAgent
  }
}
