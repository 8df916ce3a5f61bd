import Diagnosis
import Evidence

extension ProxyProduct {
  static let caddyParts: [Role: [Part]] = [
    .forwardUpgrade: ["caddy.route"], .routePath: ["caddy.route"],
    .handBack101: ["proxy.buffering"],
  ]

  static let caddyWays: [StepID: Way] = [
    "proxy.allow-upgrade": Way(
      file: place, directive: "respond, abort",
      snippet: {
        "# remove what refuses it, such as: respond 403 or abort, with a matcher on the path or on "
          + "header Upgrade\n" + SetupStep.caddyRoute($0)
      },
      source: "Caddy 2.6, Caddyfile: respond, abort, handle", note: { _ in nil }),
    "proxy.authentication": Way(
      file: { "\(place($0)), or this command line" }, directive: "basicauth, forward_auth",
      snippet: { "\(SetupStep.giveLogin($0))\n\(SetupStep.caddyRoute($0))" },
      source: "RFC 9110 §11; Caddy 2.6, Caddyfile: basicauth, forward_auth"),
    "proxy.idle-timeout": Way(
      snippet: {
        "# without read_timeout, write_timeout and stream_timeout it has no limit\n"
          + SetupStep.caddyRoute($0)
      }),
    "proxy.buffering": Way(
      file: {
        "the Caddyfile: the site block of \($0.host), before other handle blocks"
      },
      snippet: { context in
        """
        # buffer_responses holds a 101 back as well: remove it, or write
        handle \(context.path) {
            reverse_proxy \(context.backend) {
                flush_interval -1
            }
        }
        """
      }),
    "proxy.sticky-session": Way(
      file: {
        "the Caddyfile: the site block of \($0.host), in place of the application's reverse_proxy"
      },
      directive: "lb_policy",
      snippet: { _ in
        """
        reverse_proxy NODE1-BACKEND NODE2-BACKEND {
            lb_policy cookie
        }
        """
      }),
    "proxy.host-header": Way(
      snippet: { "# Caddy passes Host on: remove header_up Host\n\(SetupStep.caddyRoute($0))" }),
    "proxy.handshake-fields": Way(
      snippet: { _ in
        """
        # remove every line that changes one of them, in the request or in the answer:
        # header_up -Sec-WebSocket-…
        # header_down -Sec-WebSocket-…
        """
      }),
  ]

  private static let place: SetupStep.Text = { context in
    "the Caddyfile: the site block of \(context.host); handle comes before respond, but behind "
      + "basicauth and forward_auth: give those a matcher that leaves the path out"
  }
}
