import Diagnosis
import Evidence
import HTTP1

extension ProxyProduct {
  /// Traefik shows itself by nothing but Go's words for an unknown route, which any Go program
  /// may say.
  static let traefik = ProxyProduct(
    "traefik", name: "Traefik",
    habits: [.passesUpgradeOn: .all, .asksInHTTP11: .all, .swallowsForeign101: .all],
    sign: { _ in nil }, wrote: { _ in nil },
    limits: [
      KnownTimeout(
        180, "Traefik respondingTimeouts.idleTimeout (default)",
        source: "traefik reference, entrypoints")
    ])
}
