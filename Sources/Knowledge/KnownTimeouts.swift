public import Evidence

/// A limit of silence that a product has when nobody sets it; its folder in `Proxies` lists them.
public struct KnownTimeout: Sendable, Hashable {
  public let seconds: Double
  /// As a report names it.
  public let name: String
  /// Where it was read, or how it was measured.
  public let source: String

  init(_ seconds: Double, _ name: String, source: String) {
    self.seconds = seconds
    self.name = name
    self.source = source
  }

  /// What a measured limit is known as: behind a product that is known, only what that one has by default;
  /// behind one at a network's edge stands another, which may be any.
  ///
  /// - Parameters:
  ///   - seconds: the limit.
  ///   - uncertainty: of the measurement; timers themselves are up to a second late.
  public static func names(of seconds: Double, uncertainty: Double, behind product: ProductID?)
    -> [String]
  {
    func near(_ limits: [KnownTimeout]) -> [String] {
      limits.filter {
        seconds > $0.seconds - max(uncertainty, 0.3) && seconds < $0.seconds + max(uncertainty, 1.2)
      }.map(\.name)
    }
    guard let product = product.flatMap(ProxyProduct.product) else { return near(all) }
    let own = near(product.limits)
    return own.isEmpty && product.isEdge ? near(all) : own
  }

  /// The shortest first.
  public static let all: [KnownTimeout] = ProxyProduct.all.flatMap(\.limits).sorted {
    ($0.seconds, $0.name) < ($1.seconds, $1.name)
  }
}
