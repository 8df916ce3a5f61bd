import Diagnosis
import Evidence

extension SetupStep {
  static let application: [SetupStep] = [
    SetupStep(
      "application.session", title: "a session that the application accepts",
      file: { _ in "this command line" }, directive: "--from-curl",
      snippet: { "\($0.askPasted.text)   # paste the browser's Copy as cURL of \($0.path)" },
      apply: { _ in "log in with the browser, copy its WebSocket request, ask again" },
      source: "RFC 6455 §10.5", checkedWith: "Tomcat 10.1",
      page: Page(
        "Send a session along",
        """
        What it is   Many endpoints are for users who are logged in.
        Write        wsdoctor --from-curl request.txt     the browser's request
                     wsdoctor URL --cookie-env SESSION    the cookie alone
        Seen by      A refusal or a Close frame by the application; it changes with a
                     session.
        Mind         Some sessions depend on the User-Agent (Open-Xchange): --from-curl
                     brings it along.
        Sources      RFC 6265; Open-Xchange middleware source
        """)),
    SetupStep(
      "application.allowed-origins", title: "allow the page's origin",
      file: { "\($0.application)'s settings: base URL, allowed origins" },
      directive: "allowed origins", snippet: { $0.origin },
      apply: { _ in "restart or reload the application if it asks for it" },
      source: "RFC 6455 §10.2", checkedWith: "Tomcat 10.1",
      page: Page(
        "Tell the application its public address",
        """
        What it is   The page's Origin must be on the application's list, or equal the
                     host that it sees.
        Write        Tomcat   checkOrigin() of the endpoint
                     Rails    config.action_cable.allowed_request_origins
                     Grafana  root_url, allowed_origins
                     others   its base URL
        Seen by      Another Origin, or none, flips the refusal to 101.
        Sources      RFC 6455 §10.2; the applications' manuals
        """)),
    SetupStep(
      "application.start", title: "an application that runs and answers",
      file: { "\($0.application)'s machine" }, directive: "service",
      snippet: { "curl -i http://\($0.backend)/   # on the application's own machine" },
      apply: { _ in "start it, and read its log" }, source: "RFC 9110 §15.6",
      checkedWith: "Tomcat 10.1",
      page: Page(
        "Start the application",
        """
        What it is   The proxy is there, what it proxies to is not.
        Seen by      The proxy's own 502 or 503, or no answer at all.
        Mind         After a start some need minutes: Jira says its state at /status.
        Sources      RFC 9110 §15.6; Atlassian docs, Jira /status
        """)),
    SetupStep(
      "application.http1", title: "a port of the application's that speaks HTTP/1.1",
      file: { "\($0.application)'s machine, and the rule for \($0.path) on \($0.proxyName)" },
      directive: "HTTP version",
      snippet: { context in
        """
        # on the application's own machine, this must answer in HTTP/1.1:
        curl --http1.1 -i http://\(context.backend)/
        # else switch HTTP/1.1 on there, or name the port that speaks it in the proxy
        """
      },
      apply: { _ in "restart the application, or reload the proxy" },
      source: "RFC 9113 §3.3; RFC 6455 §4.1",
      note: { _ in "in HTTP/2 there is no Upgrade: handshakes need HTTP/1.1, whatever pages do" },
      checkedWith: "nginx 1.22.1",
      page: Page(
        "A port that speaks HTTP/1.1",
        """
        What it is   A port for gRPC, or one with \"HTTP/2 prior knowledge\" alone, takes
                     no HTTP/1.1 request, and so no handshake.
        Write        the port of HTTP/1.1 in the proxy; or HTTP/1.1 beside HTTP/2 in the
                     server's settings
        Seen by      Octets of HTTP/2 in answer to HTTP/1.1, while the proxy itself
                     answers in HTTP/1.1.
        Sources      RFC 9113 §3.3; RFC 6455 §4.1
        """,
        reproduce: "none: it takes an application that speaks HTTP/2 alone")),
    SetupStep(
      "application.websocket-server",
      title: "the server or port that the application has for WebSocket",
      file: { "\($0.application)'s settings, and the proxy's rule for \($0.locationPath)" },
      directive: "WebSocket port",
      snippet: { context in
        "curl -i http://\(context.backend)\(context.path)   # and each other port that it listens at"
      },
      apply: { _ in
        "let the proxy's WebSocket path lead to the one that doesn't answer as the pages' does"
      },
      source: "RFC 6455 §4.2",
      checkedWith: "HAProxy 2.6, Traefik 3.7 in front of aiohttp",
      page: Page(
        "Ask the server that has the WebSocket",
        """
        What it is   Some applications take WebSocket at a port or in a program of its
                     own. The pages' server then answers the path as any other, with
                     and without Upgrade, though the proxy passes Upgrade on.
        Write        ss -ltnp              what the application listens at
                     the proxy's backend for the WebSocket path: that address
        Seen by      A path that is known, and the same answer with and without Upgrade.
        Sources      RFC 6455 §4.2; measured with HAProxy 2.6, Traefik 3.7, 2026-12
        """)),
    SetupStep(
      "application.base-url", title: "the application's base URL as users type it",
      file: { "\($0.application)'s settings" }, directive: "base URL",
      snippet: { $0.origin },
      apply: { _ in "Jira: System, General configuration, Base URL; others: public or root URL" },
      source: "Atlassian, Configuring the base URL",
      note: { _ in
        "only if users come by the address that was asked; if they don't, ask by theirs"
      },
      checkedWith: "its documentation, Jira 9; not tried",
      seen: Seeing.address(.baseURL),
      page: Page(
        "Set the application's base URL",
        """
        What it is   The application builds the WebSocket address and its redirects from
                     it.
        Write        Jira     base URL, and proxyName, proxyPort, scheme of the
                              Connector
                     others   public URL, or trust in X-Forwarded-Proto and -Host
        Seen by      Redirects or links to another scheme, host or port than the one
                     asked.
        Sources      Atlassian docs, integrating Jira with a reverse proxy
        """)),
    SetupStep(
      "application.connector", title: "the connector told about the proxy in front of it",
      file: { _ in "server.xml of Tomcat, which Jira brings along" },
      directive: "proxyName, proxyPort, scheme, secure",
      snippet: { context in
        """
        <Connector port="8080" proxyName="\(context.host)" proxyPort="\(context.port)"
                   scheme="\(context.isSecure ? "https" : "http")" secure="\(context.isSecure)" ... />
        """
      },
      apply: { _ in "restart the application; one connector for each public address" },
      source: "Atlassian, Integrating Jira with Apache; Tomcat, The HTTP Connector",
      note: { _ in
        "or Tomcat's RemoteIpValve, if the proxy sends X-Forwarded-Proto and the Host as it came"
      },
      checkedWith: "its documentation, Tomcat 9; not tried",
      seen: Seeing.address(.connector),
      page: Page(
        "Tell Tomcat about the proxy",
        """
        What it is   The connector in server.xml says under which name, port and scheme
                     the proxy is asked.
        Write        proxyName="HOST" proxyPort="443" scheme="https" secure="true"
        Seen by      ajs-server-scheme, -name and -port in Jira's pages.
        Mind         One connector for each public address.
        Sources      Atlassian, Integrating Jira with Apache; Tomcat manual
        """)),
    SetupStep(
      "application.keepalive", title: "a keepalive that comes before the limit and counts",
      file: { "\($0.application)'s settings" }, directive: "ping interval, heartbeat",
      snippet: { context in
        let interval = context.idleLimit.map { max(1, Int($0 / 2)) }.map(String.init) ?? "20"
        return "a message that the application answers, each \(interval) s or more often"
      },
      apply: { _ in "restart or reload the application if it asks for it" },
      verify: { $0.askAgainAndWait }, source: "RFC 6455 §5.5.2, §5.5.3",
      note: { _ in "a browser's page can send no ping: a message of its own, or the server's ping"
      },
      checkedWith: "Tomcat 10.1",
      page: Page(
        "Say something before the limit, and something that counts",
        """
        What it is   A message, or the server's ping, more often than the smallest limit
                     on the way allows silence: at most half of it.
        Write        Socket.IO  pingInterval
                     ws, Jetty, Spring, Tomcat  a timer that pings each session
                     page       a message of its own: JavaScript can send no ping
        Seen by      keepalive ✓
        Mind         An answer makes it count in both directions (CloudFront, lighttpd).
        Sources      RFC 6455 §5.5.2, §5.5.3
        """)),
    SetupStep(
      "application.subprotocol", title: "a subprotocol that both sides speak",
      file: { "\($0.application)'s WebSocket endpoint, and the page that opens it" },
      directive: "subprotocols",
      snippet: { context in
        """
        // the page:    new WebSocket(url, ["SUBPROTOCOL-NAME"])
        // the server:  the same name in its list; it answers Sec-WebSocket-Protocol with it
        // to see what it speaks, past the proxy on its own machine:
        \(context.askBackend.with("--subprotocol", "SUBPROTOCOL-NAME").text)
        """
      },
      apply: { _ in "restart the application, or leave --subprotocol out if its page asks for none"
      },
      source: "RFC 6455 §1.9, §4.2.2", checkedWith: "aiohttp 3.14",
      page: Page(
        "A subprotocol that both sides speak",
        """
        What it is   The page offers names in Sec-WebSocket-Protocol, the server answers
                     with the one that it takes. A browser closes a 101 that names none,
                     or one that the page didn't offer.
        Write        page     new WebSocket(url, ["v12.stomp"])
                     server   the same name in its list of subprotocols
        Seen by      A 101 without Sec-WebSocket-Protocol; or the handshake is taken
                     only without the offer.
        Mind         A page that offers none needs none: leave --subprotocol out then.
        Sources      RFC 6455 §1.9, §4.2.2; measured with aiohttp 3.14, 2026-11
        """)),
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
      checkedWith: "python-socketio 5.18.1",
      page: Page(
        "One version of Socket.IO on both sides",
        """
        What it is   Socket.IO 1 and 2 speak Engine.IO 3; 3 and 4 speak Engine.IO 4.
        Write        a client of the server's version, or allowEIO3: true
        Seen by      The version in the address is refused, another one is taken.
        Sources      socket.io, Migrating from 2.x to 3.0
        """)),
  ]
}
