import Evidence

/// What depends on Apache's version, as far as it shows.
struct ApacheVersion {
  /// Whether mod_proxy_http speaks ws:// and knows `upgrade=` (2.4.47); nil: the version is hidden.
  let hasUpgradeParameter: Bool?

  init(_ context: RemedyContext) {
    self.init(context.proxy == "apache" ? context.proxyVersion : nil)
  }

  init(_ version: String?) {
    let numbers = version?.split(separator: ".").map { Int($0) ?? -1 } ?? []
    guard numbers.count >= 3, !numbers.contains(-1) else {
      hasUpgradeParameter = nil
      return
    }
    hasUpgradeParameter = !numbers.lexicographicallyPrecedes([2, 4, 47])
  }
}
