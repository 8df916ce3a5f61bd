import Evidence
import HTTP1

/// Worlds in which a proxy's own words say what is wrong.
extension Case {
  static let statements: [Case] = [
    Case("http.backend-unreachable", "another protocol, as the proxy says") {
      $0.everywhere { $0.says(.backendProtocol, to: $1, 500) }
    },
    Case("upgrade.backend-unreachable", "another protocol, as the proxy says") {
      $0.pathSays(.backendProtocol, 502)
    },
    Case("http.backend-unreachable", "it hangs up, as the proxy says") {
      $0.everywhere { $0.says(.backendHungUp, to: $1, 503) }
    },
    Case("upgrade.backend-unreachable", "it hangs up, as the proxy says") {
      $0.pathSays(.backendHungUp, 503)
    },
    Case("upgrade.backend-unreachable", "as the proxy says") {
      $0.pathSays(.backendRefused, 503)
    },
    Case("upgrade.path-not-routed", "the proxy has no route at all") {
      $0.everywhere { $0.says(.noRoute, to: $1, 404) }
    },
    Case("upgrade.forbidden", "by a rule, as the proxy says") { $0.pathSays(.accessDenied, 403) },
    Case("upgrade.backend-unreachable", "a server that is asked first, as the proxy says") {
      $0.pathSays(.helperUnreached, 500)
    },
    Case("http.broken", "another protocol, as the proxy says") {
      $0.says(.backendProtocol, to: .application, 500)
    },
    Case("http.forbidden", "by a rule, as the proxy says") {
      $0.everywhere { $0.says(.accessDenied, to: $1, 403) }
    },
    Case("upgrade.backend-unreachable", "only with Upgrade, another protocol, as the proxy says") {
      $0.says(.backendProtocol, to: .handshake, 502)
      $0.findings.conversation = nil
    },
    Case("upgrade.path-not-routed", "the server hangs up at any path, as the proxy says") {
      for ask in [Ask.handshake, .wrongVersion, .siblingHandshake] {
        $0.says(.backendHungUp, to: ask, 503)
      }
      for ask in [Ask.plainGet, .sibling] { $0.set(ask, 404, body: "Cannot GET", by: .application) }
      $0.findings.conversation = nil
    },
    Case("upgrade.blocked", "an upgrade that isn't named") {
      $0.says(.upgradeNotAllowed, to: .handshake, 403)
      $0.findings.conversation = nil
    },
    Case("upgrade.redirected", "to https, by the proxy") {
      $0.plain()
      $0.both(
        301, "x", ["Location": "https://chat.example.test\(World.path)"], by: .proxy("traefik"))
    },
  ]
}

extension World {
  fileprivate mutating func says(_ statement: ProxyStatement, to ask: Ask, _ status: Int) {
    set(ask, status, by: .proxy("traefik"))
    findings.answers[ask]?.author.says = statement
  }

  /// The WebSocket path alone gets the proxy's own answer.
  fileprivate mutating func pathSays(_ statement: ProxyStatement, _ status: Int) {
    for ask in [Ask.handshake, .plainGet] { says(statement, to: ask, status) }
    findings.conversation = nil
  }
}
