import Evidence

extension SetupStep {
  /// What is to be left alone in the handshake beside Upgrade and Connection.
  static let handshakeFields: [SetupStep] = [
    SetupStep(
      "proxy.handshake-fields", title: "leave the Sec-WebSocket fields as they are",
      file: { "the rule for \($0.path), on \($0.proxyName), and what it inherits" },
      directive: "Sec-WebSocket-Key, -Version, -Protocol, -Accept",
      snippet: { context in
        "# remove every line that changes one of them, in the request or in the answer:\n"
          + spoilers(context)
      },
      apply: ByProduct.reload,
      source: "RFC 6455 §4.1, §4.2.2, §11.3; the products' manuals",
      note: { _ in
        "a proxy hands these fields on by itself: only a line of its own takes one away"
      }, checkedWith: "nginx 1.22.1, HAProxy 2.6, Apache 2.4.71, Caddy 2.6, Varnish 7.1"),
    SetupStep(
      "application.subprotocol", title: "a subprotocol that both sides speak",
      file: { "\($0.application)'s WebSocket endpoint, and the page that opens it" },
      directive: "subprotocols",
      snippet: { context in
        """
        // the page:    new WebSocket(url, ["SUBPROTOCOL-NAME"])
        // the server:  the same name in its list; it answers Sec-WebSocket-Protocol with it
        // to see what it speaks, past the proxy on its own machine:
        wsdoctor ws://\(context.backend)\(context.path) --subprotocol SUBPROTOCOL-NAME
        """
      },
      apply: { _ in "restart the application, or leave --subprotocol out if its page asks for none"
      },
      source: "RFC 6455 §1.9, §4.2.2", checkedWith: "aiohttp 3.14"),
  ]

  /// The directives by which a product takes a field away or sets another.
  private static func spoilers(_ context: RemedyContext) -> String {
    let field = "Sec-WebSocket-…"
    return switch context.proxy {
    case "apache": "# RequestHeader unset \(field)\n# Header unset \(field)"
    case "haproxy":
      "# http-request del-header \(field), set-header \(field)\n# http-response del-header \(field)"
    case "caddy": "# header_up -\(field)\n# header_down -\(field)"
    case "varnish":
      "# unset req.http.\(field), unset bereq.http.\(field)\n# unset resp.http.\(field)"
    default:
      "# proxy_set_header \(field) \"\";\n# proxy_hide_header \(field);"
    }
  }
}
