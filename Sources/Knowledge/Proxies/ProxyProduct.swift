public import Evidence
import HTTP1

/// What is known of one proxy product: how it shows, and what its own pages look like.
public struct ProxyProduct: Sendable {
  /// A sign that the product stands in front.
  public struct Sign: Sendable, Equatable {
    public var certainty: Certainty
    public var version: String?
    /// What showed it, as in "Server: nginx/1.22.1".
    public var because: String

    public init(_ certainty: Certainty, version: String? = nil, because: String) {
      self.certainty = certainty
      self.version = version
      self.because = because
    }
  }

  public let id: ProductID
  public let name: String
  /// Runs at a network's edge, in front of the proxies that the admin configures.
  public let isEdge: Bool
  /// What an answer that it relayed or wrote shows of it.
  public let sign: @Sendable (Answer.Response) -> Sign?
  /// By what an answer shows that this product wrote it itself.
  public let wrote: @Sendable (Answer.Response) -> String?

  public init(
    _ id: ProductID, name: String, isEdge: Bool = false,
    sign: @escaping @Sendable (Answer.Response) -> Sign?,
    wrote: @escaping @Sendable (Answer.Response) -> String?
  ) {
    self.id = id
    self.name = name
    self.isEdge = isEdge
    self.sign = sign
    self.wrote = wrote
  }

  /// Every product that can be recognised; the order decides which own page is looked for first:
  /// Cloudflare's and Azure's have nginx's form with their own names in it.
  public static let all: [ProxyProduct] = [
    .cloudflare, .azureApplicationGateway, .nginx, .apache, .haproxy, .caddy, .varnish, .squid,
    .lighttpd, .envoy, .traefik, .awsALB, .awsClassic, .cloudFront, .googleLB, .iisARR, .jelastic,
  ]

  /// Products that are only ever named by the user or cannot be recognised by an answer.
  public static let named: [ProductID: String] = [
    "aws-nlb": "the AWS Network Load Balancer", "none": "no proxy", "unknown": "the proxy",
  ]

  public static func name(of id: ProductID) -> String {
    all.first { $0.id == id }?.name ?? named[id] ?? id.rawValue
  }

  /// A sign by the `Server` field, with the version behind the slash.
  static func serverField(_ product: String, _ response: Answer.Response) -> Sign? {
    for value in response.head.fields.all("Server")
    where value.lowercased().hasPrefix(product.lowercased())
      && value.dropFirst(product.count).first?.isLetter != true
    {
      let version = value.dropFirst(product.count)
      let number = version.first == "/" ? String(version.dropFirst().prefix { $0 != " " }) : nil
      return Sign(.likely, version: number, because: "Server: \(value)")
    }
    return nil
  }
}

extension Answer.Response {
  /// The first 4 KiB of the body, for recognising.
  var start: String { String(decoding: body.prefix(4096), as: UTF8.self) }

  func field(_ name: String) -> String? { head.fields.first(name) }

  /// The names of the cookies that it sets.
  var cookieNames: [String] {
    head.fields.all("Set-Cookie").map { String($0.prefix { $0 != "=" && $0 != ";" }) }
  }
}
