/// A control request as a value: a plain GET of some path, or the opening handshake with at most
/// one thing changed. An answer is kept once, under its ask.
public struct Ask: Hashable, Sendable, CustomStringConvertible {
  /// Which path is asked.
  public enum Path: Hashable, Sendable {
    /// The WebSocket endpoint's.
    case webSocket
    /// The path of the address that the user gave.
    case application
    case root
    /// A name beside the endpoint that nobody can know.
    case sibling
    /// A name beside the application's address that nobody can know, away from the endpoint.
    case stranger
    /// The endpoint's folder.
    case folder
    /// The outermost folder that the endpoint is in.
    case outerFolder
    case other(String)
    /// The endpoint with a session that nobody has, where the product names it in the address.
    case foreignSession
    /// A path of a proxy's own that never changes.
    case fixed(String)
  }

  /// The opening handshake's fields (RFC 6455 §4.1) as this ask sends them.
  public struct Upgrade: Hashable, Sendable {
    public enum Origin: Hashable, Sendable {
      /// The target's own, or the one that the user gave: what a browser on the page sends.
      case asUsual
      case none
      /// The usual one without its port, as an application sees its own address where the proxy drops that.
      case withoutPort
      /// The usual one as if the page had come by http, as an application sees its own address that isn't
      /// told of TLS in front of it.
      case overHTTP
      /// An origin that no application can know.
      case foreign
    }

    public enum Subprotocols: Hashable, Sendable {
      /// Those that the user gave.
      case asUsual
      case none
      /// ``Ask/subprotocolNames``.
      case known
    }

    public var token = "websocket"
    public var version = "13"
    /// Firefox's spelling, because whoever understands it understands Chrome's `Upgrade` too.
    public var connection = "keep-alive, Upgrade"
    public var key = true
    public var origin = Origin.asUsual
    /// Whether `permessage-deflate` is offered.
    public var extensions = true
    public var subprotocols = Subprotocols.asUsual
    /// Octets of a cookie that says nothing, as long as those of many sites together.
    public var padding = 0

    public init() {}

    func changed(_ change: (inout Upgrade) -> Void) -> Upgrade {
      var copy = self
      change(&copy)
      return copy
    }
  }

  public let name: String
  public let path: Path
  public let method: String
  /// `nil`: no handshake.
  public let upgrade: Upgrade?
  /// Asks whoever proxies the path to answer itself (RFC 9110 §7.6.2).
  public let forwardsNowhere: Bool
  /// Leaves the Host field out: the next hop answers that itself, with 400 (RFC 9112 §3.2).
  public let omitsHost: Bool
  /// What the Host field says in place of the target's.
  public let host: String?
  /// Goes out as HTTP/1.0, which some proxies answer themselves.
  public let isHTTP10: Bool
  /// How many requests it costs a polite guest to make it early.
  public let cost: Int

  public init(
    _ name: String, _ path: Path, method: String = "GET", upgrade: Upgrade? = nil,
    forwardsNowhere: Bool = false,
    omitsHost: Bool = false, host: String? = nil, isHTTP10: Bool = false, cost: Int = 1
  ) {
    self.name = name
    self.path = path
    self.method = method
    self.upgrade = upgrade
    self.forwardsNowhere = forwardsNowhere
    self.omitsHost = omitsHost
    self.host = host
    self.isHTTP10 = isHTTP10
    self.cost = cost
  }

  public var description: String { name }
}

extension Ask {
  private static let usual = Upgrade()

  /// The handshake as a browser sends it.
  public static let handshake = Ask("handshake", .webSocket, upgrade: usual)
  public static let plainGet = Ask("plainGet", .webSocket)
  public static let application = Ask("application", .application)
  public static let root = Ask("root", .root)
  public static let sibling = Ask("sibling", .sibling)
  /// How the application answers what it doesn't know, where no rule for the endpoint applies.
  public static let stranger = Ask("stranger", .stranger)
  /// The folders that the endpoint is in: one that gets the start page lost its name on the way.
  public static let folder = Ask("folder", .folder)
  public static let outerFolder = Ask("outerFolder", .outerFolder)
  /// A version that doesn't exist: whoever understands Upgrade says so (RFC 6455 §4.4).
  public static let wrongVersion = Ask(
    "wrongVersion", .webSocket, upgrade: usual.changed { $0.version = "99" })
  public static let oldVersion = Ask(
    "oldVersion", .webSocket, upgrade: usual.changed { $0.version = "8" })
  public static let withoutConnectionToken = Ask(
    "withoutConnectionToken", .webSocket, upgrade: usual.changed { $0.connection = "keep-alive" })
  public static let withoutOrigin = Ask(
    "withoutOrigin", .webSocket, upgrade: usual.changed { $0.origin = .none })
  public static let originOverHTTP = Ask(
    "originOverHTTP", .webSocket, upgrade: usual.changed { $0.origin = .overHTTP })
  public static let withoutExtension = Ask(
    "withoutExtension", .webSocket, upgrade: usual.changed { $0.extensions = false })
  public static let withoutSubprotocol = Ask(
    "withoutSubprotocol", .webSocket, upgrade: usual.changed { $0.subprotocols = .none })
  /// With the subprotocols of well-known applications: some take nobody without theirs.
  public static let knownSubprotocols = Ask(
    "knownSubprotocols", .webSocket, upgrade: usual.changed { $0.subprotocols = .known })
  /// IANA's registry of WebSocket subprotocol names, and what is used without being there.
  public static let subprotocolNames = [
    "mqtt", "xmpp", "v12.stomp", "v11.stomp", "wamp.2.json", "sip", "ocpp1.6", "ocpp2.0.1",
    "AMQPWSB10", "soap", "binary", "janus-protocol", "graphql-transport-ws", "graphql-ws",
    "actioncable-v1-json", "v1.kernel.websocket.jupyter.org", "tty",
  ]
  /// Chrome's spelling of the Connection field.
  public static let chromeSpelling = Ask(
    "chromeSpelling", .webSocket, upgrade: usual.changed { $0.connection = "Upgrade" })
  /// The same handshake again while nothing else of ours is open.
  public static let handshakeAlone = Ask("handshakeAlone", .webSocket, upgrade: usual, cost: 2)
  /// The handshake at a path that nobody can know.
  public static let siblingHandshake = Ask("siblingHandshake", .sibling, upgrade: usual)
  /// An upgrade to a protocol that doesn't exist, to be ignored (RFC 9110 §7.8): a rule for WebSocket
  /// doesn't apply to it, and a server that hangs up on any upgrade does so.
  public static let otherProtocol = Ask(
    "otherProtocol", .webSocket, upgrade: usual.changed { $0.token = "wsdoctor" })
  /// The handshake at the endpoint that the application's own page names.
  public static let pageEndpoint = Ask(
    "pageEndpoint", .other("page"), upgrade: usual)

  /// The plain GET with `Max-Forwards: 0`: Apache answers it itself where it proxies the path.
  public static let maxForwards = Ask("maxForwards", .webSocket, forwardsNowhere: true)
  /// The page of Apache's balancer, which should be nobody's to see.
  public static let balancerManager = Ask("balancerManager", .fixed("/balancer-manager"))

  /// What the next hop says of itself: lighttpd and Apache answer it in the application's place
  /// (RFC 9110 §9.3.7).
  public static let serverOptions = Ask("serverOptions", .fixed("*"), method: "OPTIONS")
  /// Which of several proxies is the next hop.
  public static let withoutHost = Ask("withoutHost", .root, omitsHost: true)
  /// Envoy takes no HTTP/1.0 unless it is told to, and says so by itself.
  public static let http10 = Ask("http10", .application, isHTTP10: true)
  /// A target with what no browser sends: Traefik refuses it before it looks at a rule.
  public static let fragment = Ask("fragment", .fixed("/#wsdoctor"))
  /// A page of a host that cannot exist (RFC 6761 §6.4): who tries to reach it forwards for all.
  public static let foreignTarget = Ask("foreignTarget", .fixed("http://\(foreignHost)/"))
  public static let foreignHost = "wsdoctor.invalid"
  /// The same host asked of this server as its own: who quotes the Host that it got answers both alike.
  public static let foreignHostField = Ask("foreignHostField", .fixed("/"), host: foreignHost)
  /// The handshake with a session that doesn't exist: who reads sessions answers otherwise.
  public static let foreignSession = Ask("foreignSession", .foreignSession, upgrade: usual)
  /// The handshake with as many cookies as a browser may bring: nginx takes lines of 8 KB, and some
  /// platforms set it to 2 KB.
  public static let largeCookie = Ask(
    "largeCookie", .webSocket, upgrade: usual.changed { $0.padding = 3 * 1024 })

  /// Asks that are made only of a product that gives a reason for them.
  public static let ofProducts: Set<Ask> = [foreignSession, largeCookie]

  /// Asks whose only purpose is to learn about the proxy.
  public static let fingerprints: Set<Ask> = [
    maxForwards, balancerManager, serverOptions, foreignTarget, withoutHost, http10,
    fragment, foreignHostField,
  ]

  /// Every ask there is.
  public static let all: [Ask] = [
    handshake, plainGet, application, root, sibling, wrongVersion, stranger, folder, outerFolder,
    oldVersion, withoutConnectionToken, withoutOrigin, originOverHTTP, withoutExtension,
    withoutSubprotocol,
    knownSubprotocols, chromeSpelling,
    handshakeAlone, siblingHandshake, otherProtocol, pageEndpoint, foreignSession, largeCookie,
    maxForwards, balancerManager, serverOptions, foreignTarget, foreignHostField, withoutHost,
    http10, fragment,
  ]
}
