import Evidence

extension ProxyProduct {
  /// Kong Gateway, known from its documents only.
  static let kong = ProxyProduct(
    "kong", name: "Kong",
    limits: [
      KnownTimeout(
        60, "Kong read_timeout (default)", source: "Kong upstream-timeout documentation")
    ])
}
