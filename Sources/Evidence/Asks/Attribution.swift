/// Who wrote an answer, as far as that shows.
public struct Attribution: Sendable, Equatable {
  public enum Author: String, Sendable { case proxy, application, beacon }

  /// How a request arrived at a server that answers so.
  public enum Arrival: String, Sendable, CaseIterable {
    /// At an endpoint, without Upgrade.
    case plain
    /// At a path that the server doesn't know.
    case unknownPath
    /// At an endpoint with Upgrade, but without the Connection token.
    case withoutConnectionToken
    /// At an endpoint with Upgrade, in a version that the server doesn't speak.
    case wrongVersion
    /// As HTTP/1.0, from a server that takes only 1.1.
    case http10
    /// With a key missing or malformed.
    case withoutKey
  }

  /// `nil`: it doesn't show.
  public var author: Author?
  /// The proxy or the server that wrote it.
  public var product: ProductID?
  /// What people call that product.
  public var name: String?
  public var version: String?
  /// What the author was recognised by, in a few words.
  public var because = ""
  /// The arrivals that this server answers so; `nil` where the server isn't known.
  public var readsAs: Set<Arrival>?
  /// What this server finds fault with before it looks at the version.
  public var beforeVersion: Set<Arrival> = []
  /// Other servers answer so, too: it counts beside an answer that only this one gives.
  public var isShared = false
  /// What the proxy that wrote it says of the cause.
  public var says: ProxyStatement?
  /// What the proxy that wrote it does by itself.
  public var habits: Set<ProxyHabit> = []
  /// The path that the answer says it was asked for.
  public var pathEcho: String?

  public init() {}

  public init(
    _ author: Author, _ product: ProductID?, name: String?, version: String? = nil,
    because: String, readsAs: Set<Arrival>? = nil
  ) {
    self.author = author
    self.product = product
    self.name = name
    self.version = version
    self.because = because
    self.readsAs = readsAs
  }
}
