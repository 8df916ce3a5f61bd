import Diagnosis
import Evidence

extension SetupStep {
  /// Whom any proxy lets through, and to which server.
  static let anyProxyAccess: [SetupStep] = [
    SetupStep(
      "proxy.allow-upgrade", title: "let requests with Upgrade through",
      file: {
        "the rules that refuse \($0.path), on \($0.proxyName): deny, conditions on Upgrade, a web "
          + "application firewall"
      },
      directive: "deny rules, conditions on Upgrade",
      snippet: { context in
        """
        # for \(context.locationPath) remove what refuses it: a deny rule, a condition on Upgrade,
        # a web application firewall; or let the path pass before them
        """
      },
      apply: { $0.reload },
      source: "nginx, ngx_http_access_module, ngx_http_rewrite_module; httpd 2.4, mod_authz_core, "
        + "mod_rewrite; HAProxy 2.6, http-request",
      note: { _ in "for another proxy: its access rules for this path" },
      checkedWith: "nginx 1.22.1, Apache 2.4.71, HAProxy 2.6.12",
      page: Page(
        "Let no filter refuse the Upgrade",
        """
        What it is   A firewall, WAF or rule in front refuses requests with Upgrade, or
                     handshakes that look unlike a browser's.
        Write        \(ProxyProduct.lines(.allowUpgrade))
                     WAF      exclude the path; CRS paranoia 3 and up is strict
        Seen by      A refusal only with Upgrade.
        Sources      OWASP CRS; envoyproxy.io; measured with nginx 1.22.1, 2026-11
        """)),
    SetupStep(
      "proxy.authentication", title: "give the login, or lift it from the WebSocket path",
      file: { "\($0.proxyName)'s rule for \($0.path), or this command line" },
      directive: "login",
      snippet: { context in
        "\(giveLogin(context)) lift it for \(context.locationPath)"
      },
      apply: { $0.reload },
      source: "RFC 9110 §11; nginx, ngx_http_auth_basic_module; httpd 2.4, mod_auth_basic; HAProxy "
        + "2.6, http-request auth",
      checkedWith: "nginx 1.22.1, Apache 2.4.71, HAProxy 2.6.12",
      page: Page(
        "Leave the WebSocket path out of the proxy's login",
        """
        What it is   A page cannot add Authorization to a WebSocket, and no browser
                     follows a redirect of a handshake to a login page.
        Write        \(ProxyProduct.lines(.authenticate))
                     others   no single sign-on on this path: the application checks its
                              own session cookie
        Seen by      401 or a redirect on this path only.
        Sources      WHATWG WebSockets; RFC 9110 §15.5.2
        """)),
    SetupStep(
      "proxy.backend-address", title: "the right backend, and one that runs",
      file: { "the rule for \($0.path), on \($0.proxyName)" }, directive: "backend",
      snippet: { "curl -i http://\($0.backend)/   # from the proxy's machine: must answer" },
      apply: { _ in "start the backend or mend its address, then reload the proxy" },
      source: "RFC 9110 §15.6.3–15.6.5", checkedWith: "nginx 1.22.1",
      page: Page(
        "Name the application where it listens",
        """
        What it is   Address, port and scheme of the backend of this path; the WebSocket
                     server may have a port of its own.
        Seen by      502, 503 or 504 that the proxy wrote: on every path, or on this
                     one.
        Mind         A health check that is answered 400, 404 or 426 takes a healthy
                     WebSocket server out of service: check a path that answers 200.
        Sources      RFC 9110 §15.6; measured with nginx 1.22.1, Apache 2.4.71, HAProxy
                     2.6, 2026-11
        """)),
    SetupStep(
      "proxy.error-log", title: "the proxy's error log",
      file: { "\($0.proxyName)'s own machine" }, directive: "error_log, ErrorLog, log",
      snippet: { _ in "# read the proxy's error log at the minute of this run" },
      apply: { _ in "mend what it names, then reload the proxy" },
      source: "nginx, core module, error_log; httpd 2.4, core, ErrorLog; HAProxy 2.6, 8",
      checkedWith: "nginx 1.22.1",
      page: Page(
        "Read the proxy's error log",
        """
        What it is   What no client can see: the file and the rule at which the proxy
                     stops.
        Look at      \(ProxyProduct.lines(.showErrors))
        Seen by      The proxy's own error on every path.
        Sources      nginx, error_log; httpd 2.4, ErrorLog; HAProxy 2.6, 8.5
        """)),
    SetupStep(
      "proxy.no-forward-proxy", title: "no forward proxy for everybody",
      file: { "the settings of \($0.proxyName)" }, directive: "forward proxy",
      snippet: { _ in "# switch forwarding to other hosts off, or allow it to known clients only" },
      apply: { $0.reload }, source: "RFC 9110 §7.7, §17.1",
      checkedWith: "Apache 2.4.71",
      page: Page(
        "No forward proxy for everybody",
        """
        What it is   A reverse proxy serves its own hosts. One that also forwards to any
                     other host serves strangers.
        Write        Apache   ProxyRequests Off
                     others   allow known clients only
        Seen by      A request for a host that cannot exist ends in an error that names
                     that host.
        Sources      RFC 9110 §7.7; RFC 9112 §3.2.2
        """)),
    SetupStep(
      "proxy.connect-targets", title: "the target on the forward proxy's list for CONNECT",
      file: { _ in "the forward proxy's rules: which hosts and ports CONNECT may lead to" },
      directive: "allowed hosts and ports",
      snippet: { context in
        """
        # CONNECT must be allowed, for this client, to
        host  \(context.host)
        port  \(context.port)
        """
      },
      apply: { _ in "reload the forward proxy" }, source: "RFC 9110 §9.3.6",
      note: { _ in
        "many allow port 443 alone as they are shipped: an application there needs no rule"
      },
      checkedWith: "Squid 5.7",
      page: Page(
        "Allow CONNECT to the target",
        """
        What it is   A forward proxy has a list of the hosts and ports that CONNECT may
                     lead to; WebSocket needs its own there, for ws:// too.
        Write        \(ProxyProduct.lines(.allowConnect))
                     others   the ports and hosts that tunnels may lead to
        Seen by      403, or another refusal, to CONNECT: the target wasn't asked.
        Sources      RFC 9110 §9.3.6; measured with Squid 5.7, 2026-11
        """,
        reproduce: "none: it takes a forward proxy; the tests have Squid")),
    SetupStep(
      "proxy.connection-limit", title: "room for more connections or requests",
      file: { "the limits of \($0.proxyName)" }, directive: "limits of connections and requests",
      snippet: { "# raise or lift the limits of connections and requests for \($0.locationPath)" },
      apply: { $0.reload },
      source: "nginx, ngx_http_limit_conn_module, ngx_http_limit_req_module",
      checkedWith: "nginx 1.22.1",
      page: Page(
        "Allow as many connections as there are users",
        """
        What it is   Each open page holds one connection for hours, and the proxy holds
                     two descriptors for it.
        Write        \(ProxyProduct.lines(.allowConnections))
        Seen by      Refused, or closed without a byte, only while others are open.
        Sources      nginx.org worker_connections; measured with nginx 1.22.1, HAProxy
                     2.6, 2026-11
        """)),
    SetupStep(
      "proxy.header-limit", title: "room for a browser's cookies",
      file: { "the limits of \($0.proxyName)" }, directive: "limit of a request's fields",
      snippet: { _ in "# the longest line, or the largest head, of a request: 16384 octets" },
      apply: { $0.reload }, source: "RFC 6585 §5; the products' manuals",
      note: { _ in "or fewer cookies: they are sent with each handshake" },
      checkedWith: "nginx 1.22.1",
      page: Page(
        "Room for cookies",
        """
        What it is   The longest line, or the largest head, that a proxy takes.
        Write        \(ProxyProduct.lines(.roomForFields))
                     Tomcat   maxHttpHeaderSize="16384"
        Seen by      400, 431 or 494 that says so.
        Sources      RFC 6585 §5; the products' manuals
        """)),
    SetupStep(
      "proxy.sticky-session", title: "a session's requests to one server",
      file: { "the group of servers behind \($0.proxyName)" },
      directive: "stickiness, affinity",
      snippet: { _ in "# by a cookie of the proxy's own, or by the client's address" },
      apply: { $0.reload },
      source: "Socket.IO, Using multiple nodes; Atlassian, Traffic distribution",
      note: { _ in "or WebSocket alone, without polling: transports: ['websocket'] in Socket.IO" },
      checkedWith: "nginx 1.22.1, Apache 2.4.71, HAProxy 2.6.12, Caddy 2.6.2, lighttpd 1.4.69",
      page: Page(
        "Keep a session on one node",
        """
        What it is   With several nodes behind the proxy, all requests of a session must
                     reach the node that knows it.
        Write        \(ProxyProduct.lines(.stick))
        Seen by      Some requests of one session fail, or 101 and 401 alternate.
        Sources      the products' manuals; measured with nginx 1.22.1, Apache 2.4.71,
                     Caddy 2.6, lighttpd 1.4.69, 2026-11
        """)),
  ]

  /// Both ways out of a login: to give it, or to lift it, which each product says how to.
  static func giveLogin(_ context: RemedyContext) -> String {
    """
    # the login is wanted: \(context.askWithLogin)
    # the login is in the way:
    """
  }
}
