import Evidence

/// What depends on Apache's version, as far as it shows.
struct ApacheVersion {
  /// Whether mod_proxy_http speaks ws:// and knows `upgrade=` (2.4.47); nil: the version is hidden.
  let hasUpgradeParameter: Bool?

  init(_ context: RemedyContext) {
    self.init(context.proxy == "apache" ? context.proxyVersion : nil)
  }

  init(_ version: String?) {
    // "Apache/2.4" names no release.
    let isWhole = (version?.split(separator: ".").count ?? 0) >= 3
    hasUpgradeParameter = isWhole ? Release(2, 4, 47).isAtMost(version) : nil
  }
}
