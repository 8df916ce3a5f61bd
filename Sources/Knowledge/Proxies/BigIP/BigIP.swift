import Evidence

extension ProxyProduct {
  /// F5 BIG-IP, known from its documents only.
  static let bigIP = ProxyProduct(
    "f5", name: "F5 BIG-IP",
    limits: [
      KnownTimeout(
        300, "F5 BIG-IP TCP profile idle timeout (default)", source: "F5 K14754 (copy)")
    ])
}
