import Evidence

extension SetupStep {
  /// One server for one session, and room for what a session's cookies take.
  static let sessions: [SetupStep] = [
    SetupStep(
      "nginx.sticky-session", title: "one client's requests to one server",
      file: { "the upstream block that \($0.locationPath) is passed to" }, directive: "ip_hash",
      snippet: { _ in
        """
        upstream GROUP-NAME {              # the name in proxy_pass
            ip_hash;                       # one client address, one server
            server NODE1-BACKEND;
            server NODE2-BACKEND;
        }
        """
      },
      apply: { _ in "nginx -t && nginx -s reload" },
      source: "nginx, ngx_http_upstream_module: ip_hash, hash, sticky",
      note: { _ in
        "behind another proxy all have one address: then hash on a cookie, as in hash "
          + "$cookie_SESSION-COOKIE consistent"
      }, checkedWith: "nginx 1.22.1"),
    SetupStep(
      "haproxy.sticky-session", title: "a cookie that keeps a session on one server",
      file: { _ in "haproxy.cfg: the backend of the application" },
      directive: "cookie … insert",
      snippet: { _ in
        """
        backend SECTION-NAME
            cookie SERVERID insert indirect nocache
            server node1 NODE1-BACKEND cookie node1
            server node2 NODE2-BACKEND cookie node2
        """
      },
      apply: reloadHAProxy, source: "HAProxy 2.6, cookie, server",
      note: { _ in "cookie NAME on every server line, each with a word of its own" },
      checkedWith: "HAProxy 2.6.12"),
    SetupStep(
      "proxy.sticky-session", title: "a session's requests to one server",
      file: ByProduct.placeOfSticky, directive: "stickiness, affinity",
      snippet: ByProduct.sticky, apply: ByProduct.reload,
      source: "Socket.IO, Using multiple nodes; Atlassian, Traffic distribution",
      note: { _ in "or WebSocket alone, without polling: transports: ['websocket'] in Socket.IO" },
      checkedWith: "nginx 1.22.1, Apache 2.4.71, HAProxy 2.6.12, Caddy 2.6.2, lighttpd 1.4.69"),
    SetupStep(
      "nginx.header-buffers", title: "room for a browser's cookies",
      file: { "the http or server block of \($0.host)" },
      directive: "large_client_header_buffers",
      snippet: { _ in "large_client_header_buffers 4 16k;" },
      apply: { _ in "nginx -t && nginx -s reload" },
      source: "nginx, ngx_http_core_module: large_client_header_buffers",
      note: { _ in
        "nginx-jelastic.conf says 4 2k; nginx itself 4 8k. On Jelastic write it into nginx.conf"
      }, checkedWith: "nginx 1.22.1"),
    SetupStep(
      "proxy.header-limit", title: "room for a browser's cookies",
      file: { "the limits of \($0.proxyName)" }, directive: "limit of a request's fields",
      snippet: { _ in
        """
        nginx    large_client_header_buffers 4 16k;
        Apache   LimitRequestFieldSize 16380
        HAProxy  tune.bufsize 32768
        Tomcat   maxHttpHeaderSize="16384" on the Connector
        """
      },
      apply: { _ in "reload the proxy" }, source: "RFC 6585 §5; the products' manuals",
      note: { _ in "or fewer cookies: they are sent with each handshake" },
      checkedWith: "nginx 1.22.1"),
    SetupStep(
      "application.engine-version", title: "one version of Socket.IO on both sides",
      file: { _ in "the page's script, or the server's settings" },
      directive: "socket.io, allowEIO3",
      snippet: { _ in
        """
        # Engine.IO 3 is Socket.IO 1 and 2, Engine.IO 4 is Socket.IO 3 and 4
        # a client of the server's version, or on a server of version 3 or 4:
        new Server(server, { allowEIO3: true })
        """
      },
      apply: { _ in "deliver the page anew, or restart the server" },
      source: "socket.io, Migrating from 2.x to 3.0; Engine.IO protocol",
      note: { _ in "python-socketio 5 takes Engine.IO 4 only; version 4 takes 3 only" },
      checkedWith: "python-socketio 5.18.1"),
  ]
}
