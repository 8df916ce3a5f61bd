import Diagnosis
import Evidence

extension ProxyProduct {
  static let apacheParts: [Role: [Part]] = [
    // A rule for http:// only, the wrong order and a group with http:// look the same from outside.
    .forwardUpgrade: [
      "apache.websocket-proxypass", "apache.proxypass-order", "apache.websocket-balancer",
      "apache.balancer-proxypass",
    ],
    .routePath: ["apache.websocket-proxypass", "apache.balancer-proxypass"],
    .routeToServer: [
      "apache.websocket-proxypass", "apache.balancer-proxypass", "apache.backend-address",
    ],
    .routeWithoutRedirect: ["apache.websocket-proxypass"],
    .takeAnySpelling: ["apache.websocket-proxypass"],
    .routeAlways: ["apache.backend-address"], .passHost: ["apache.preserve-host"],
    .reachBackend: ["apache.backend-address"], .keepSilence: ["apache.idle-timeout"],
    .stick: ["apache.sticky-session"], .speakHTTP1ToApplication: [],
    .proxyForItsOwn: ["apache.proxy-requests-off"],
    // Its 500 to everything: the log says AH01144 where no module speaks to the application.
    .showErrors: ["proxy.error-log", Part("apache.proxy-wstunnel-module", rank: 2)],
  ]

  static let apacheWays: [StepID: Way] = [
    "proxy.forwarded-proto": Way(
      file: { "the <VirtualHost> of \($0.host)" },
      directive: "RequestHeader, ProxyPreserveHost",
      snippet: { context in
        """
        ProxyPreserveHost On
        RequestHeader set X-Forwarded-Proto "\(context.isSecure ? "https" : "http")"
        RequestHeader set X-Forwarded-Port "\(context.port)"
        """
      }, apply: { "a2enmod headers, then: \($0.reload)" },
      source: "Apache 2.4, mod_headers: RequestHeader; mod_proxy adds X-Forwarded-Host itself"),
    "proxy.allow-upgrade": Way(
      file: place, directive: "Require, RewriteRule",
      snippet: { context in
        "# remove what refuses it, such as: Require all denied, or RewriteCond %{HTTP:Upgrade} with "
          + "RewriteRule [F]\n" + open(context)
      },
      source: "httpd 2.4, mod_authz_core, mod_rewrite", note: { _ in nil }),
    "proxy.authentication": Way(
      file: { "\(place($0)), or this command line" }, directive: "Require",
      snippet: { "\(SetupStep.giveLogin($0))\n\(open($0))" },
      source: "RFC 9110 §11; httpd 2.4, mod_auth_basic"),
    "proxy.buffering": Way(
      file: { "the <VirtualHost> of \($0.host)" },
      snippet: { context in
        """
        <Location "\(context.path)">
            <IfModule security2_module>
                SecResponseBodyAccess Off
            </IfModule>
        </Location>
        """
      }),
    "proxy.unchanged-answer": Way(
      file: { "the <VirtualHost> of \($0.host)" },
      directive: "SecRuleEngine, Header, output filters",
      snippet: { context in
        """
        <Location "\(context.path)">
            <IfModule security2_module>
                SecRuleEngine Off
            </IfModule>
        </Location>
        # and no SetOutputFilter, Header or ErrorDocument for this path
        """
      }),
    "proxy.error-log": Way(
      directive: "ErrorLog",
      snippet: { _ in "apachectl configtest; tail -n 50 /var/log/apache2/error.log" },
      apply: { _ in "mend what it names, then reload Apache" },
      source: "httpd 2.4, core, ErrorLog"),
    "proxy.websocket-compression": Way(
      snippet: { _ in "RequestHeader unset Sec-WebSocket-Extensions" },
      apply: { _ in
        "a2enmod headers   # on Debian; else LoadModule headers_module\n"
          + "apachectl configtest && apachectl restart"
      }),
    "proxy.reload": Way(
      file: { _ in "apache2.conf or httpd.conf, outside of any section; and how Apache is reloaded"
      },
      directive: "GracefulShutdownTimeout",
      snippet: { _ in
        """
        GracefulShutdownTimeout 0          # the default: what is open lives until it ends
        """
      },
      apply: { _ in "apachectl graceful   # restart, and a stop, cut every connection" },
      source: "httpd 2.4, core: GracefulShutdownTimeout; Stopping and Restarting",
      note: { _ in "a child that holds a connection stays for as long, beside those that took over"
      }),
    "proxy.handshake-fields": Way(
      snippet: { _ in
        """
        # remove every line that changes one of them, in the request or in the answer:
        # RequestHeader unset Sec-WebSocket-…
        # Header unset Sec-WebSocket-…
        """
      }),
  ]

  private static let place: SetupStep.Text = { context in
    "the <VirtualHost> of \(context.host), behind its other <Location> sections"
  }

  private static func open(_ context: RemedyContext) -> String {
    """
    <Location "\(context.locationPath)">
        AuthType None
        Require all granted
    </Location>
    """
  }
}
