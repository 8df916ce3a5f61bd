import Evidence
import HTTP1

extension Case {
  /// Worlds behind Apache and HAProxy.
  static let proxies: [Case] = [
    Case("config.balancer-manager-exposed") {
      $0.behind("apache")
      $0.manager("ws://10.0.0.1:8080")
    },
    Case("config.open-forward-proxy") {
      $0.behind("apache")
      $0.set(.foreignTarget, 502, body: "DNS lookup failure for: wsdoctor.invalid")
      $0.set(.foreignHostField, 200, body: "start", page: true)
    },
    Case("upgrade.not-forwarded", "the Connection header, as the server says") {
      $0.behind("caddy")
      $0.refuse(400, body: "", by: .server("tomcat", [.withoutConnectionToken, .withoutKey]))
      $0.set(.wrongVersion, 400, body: "")
      $0.set(.withoutConnectionToken, 404, by: .tomcat404(echo: World.path))
    },
    Case("upgrade.not-forwarded", "the beacon sees no Connection token") {
      $0.behind("caddy")
      $0.refuse(400, body: "")
      $0.beacon(["upgrade": "websocket", "connection": ""])
    },
    Case("upgrade.not-forwarded", "the beacon misses a Sec-WebSocket field") {
      $0.behind("haproxy")
      $0.refuse(426, body: "")
      $0.beacon([
        "upgrade": "websocket", "connection": "upgrade", "sec-websocket-version": "13",
      ])
    },
    Case("http.backend-unreachable", "and the handshake is dropped") {
      $0.behind("varnish")
      $0.everywhere { $0.set($1, 503, by: .proxy("varnish")) }
      $0.silence(.handshake, .closed(afterBytes: 0))
    },
    Case("http.backend-unreachable", "lighttpd's backend hangs up") {
      $0.behind("lighttpd")
      $0.everywhere { $0.set($1, 500, by: .proxy("lighttpd")) }
    },
    Case("upgrade.backend-unreachable", "the pipe ends") {
      $0.behind("varnish")
      $0.set(.plainGet, 503, by: .proxy("varnish"))
      $0.silence(.handshake, .closed(afterBytes: 0))
      $0.findings.conversation = nil
    },
    Case("upgrade.not-forwarded", "in the server's words") {
      for (ask, arrivals) in [
        (Ask.plainGet, Set([Attribution.Arrival.plain, .withoutConnectionToken])),
        (.handshake, [.plain]), (.wrongVersion, [.plain]),
      ] {
        $0.set(
          ask, 426, body: arrivals.count == 1 ? "no Upgrade" : "no Connection",
          by: .server("python-websockets", arrivals))
      }
      $0.findings.conversation = nil
    },
    Case("upgrade.not-forwarded", "the balancer has no ws:// member") {
      $0.behind("apache")
      $0.lost()
      $0.manager("http://10.0.0.1:8080")
    },
    Case("upgrade.not-forwarded", "the balancer's ws:// group isn't reached") {
      $0.behind("apache")
      $0.lost()
      $0.manager("ws://10.0.0.1:8080")
    },
    Case("upgrade.not-forwarded", "the balancer has an empty group") {
      $0.behind("apache")
      $0.lost()
      $0.manager()
    },
    Case("upgrade.not-forwarded", "under Apache's own error page") {
      $0.behind("apache")
      $0.both(404, by: .proxy("apache"))
      $0.set(.wrongVersion, 404, by: .proxy("apache"))
      $0.set(.sibling, 200)
      $0.proxied()
    },
    Case("upgrade.path-not-routed", "under Apache's own error page") {
      $0.behind("apache")
      $0.both(404, by: .proxy("apache"))
      $0.set(.wrongVersion, 404, by: .proxy("apache"))
      $0.set(.sibling, 404, by: .proxy("apache"))
      $0.proxied()
    },
    Case("upgrade.path-not-routed", "Apache doesn't proxy the path") {
      $0.behind("apache")
      let fields: Fields = [
        "Server": "Apache/2.4.71", "Keep-Alive": "timeout=5, max=100", "Connection": "Keep-Alive",
      ]
      $0.both(404, "Not Found", fields, body: "nothing here")
      $0.set(.maxForwards, 404, "Not Found", fields, body: "nothing here")
    },
    Case("upgrade.path-not-routed", "behind a proxy that passes Upgrade on") {
      $0.behind("haproxy")
      $0.lost()
    },
    Case("http.backend-unreachable", "Apache") { $0.gateway(502, "apache") },
    Case("http.backend-unreachable", "HAProxy has no server") { $0.gateway(503, "haproxy") },
    Case("http.backend-unreachable", "HAProxy's server refuses") {
      $0.gateway(503, "haproxy")
      $0.findings.answers[.application]?.seconds = 3.1
    },
    Case("http.backend-unreachable", "HAProxy's server hangs up") { $0.gateway(502, "haproxy") },
    Case("upgrade.backend-unreachable", "Apache") { $0.deadPath(502, "apache") },
    Case("upgrade.backend-unreachable", "Apache, 503") {
      $0.deadPath(503, "apache")
      $0.proxied()
    },
    Case("upgrade.backend-unreachable", "Apache's group is empty") {
      $0.deadPath(503, "apache")
      $0.manager()
    },
    Case("upgrade.backend-unreachable", "HAProxy has no server") { $0.deadPath(503, "haproxy") },
    Case("upgrade.backend-unreachable", "HAProxy's server hangs up") {
      $0.deadPath(502, "haproxy")
    },
    Case("upgrade.backend-unreachable", "HAProxy's server is silent") {
      $0.deadPath(504, "haproxy")
    },
  ]
}

extension World {
  fileprivate mutating func behind(_ product: ProductID) {
    findings.proxy = product
    findings.proxyName = product.rawValue
  }

  /// The handshake is answered as a plain GET, and as Tomcat answers unknown paths too.
  fileprivate mutating func lost() {
    both(404, "", by: .tomcat404(echo: World.path))
    set(.wrongVersion, 404, "", by: .tomcat404(echo: World.path))
  }

  /// The balancer's page is open, and shows one group with those members.
  fileprivate mutating func manager(_ members: String...) {
    let rows = members.map { "<a href=\"/balancer-manager?b=g&amp;w=\($0)&amp;nonce=1\">\($0)</a>" }
    set(
      .balancerManager, 200,
      body: "<title>Balancer Manager</title><h3>for <a>balancer://g</a></h3>\(rows.joined())")
  }

  /// Apache answers Max-Forwards: 0 by itself.
  fileprivate mutating func proxied() {
    set(.maxForwards, 400, "Proxy Error", by: .proxy("apache"))
  }

  fileprivate mutating func gateway(_ status: Int, _ product: ProductID) {
    behind(product)
    everywhere { world, ask in world.set(ask, status, by: .proxy(product)) }
  }

  fileprivate mutating func deadPath(_ status: Int, _ product: ProductID) {
    behind(product)
    both(status, by: .proxy(product))
  }
}
