extension Explanations {
  static let sessionFaults: [Page] = [
    Page(
      "polling.not-sticky", "A session's requests go to different servers",
      """
      You see      Socket.IO connects again and again; 400 "Session ID unknown".
      On the wire  you          GET  ?transport=polling          -> sid
                   proxy        POST ?transport=polling&sid=...  -> another node
                   that node    400: never heard of it
      Change       nginx    ip_hash in the upstream
                   Apache   stickysession=ROUTEID, and route= on each member
                   HAProxy  cookie SERVERID insert
                   or       transports: ['websocket'] in the client
      We know by   Requests of one session, fresh from us: some find it, others
                   don't. Never found: likely only.
      Looks alike  polling.protocol-mismatch, where no session begins at all.
      Reproduce    no demo: it takes two servers; measured with python-socketio 5.18.
      Sources      socket.io, Using multiple nodes; Engine.IO error codes
      """),
    Page(
      "polling.protocol-mismatch", "Another version of Socket.IO is spoken",
      """
      You see      400 "Unsupported protocol version" (code 5), or 101 and then
                   bytes that are no frames: the same answer, sent too late.
      On the wire  you          GET ?EIO=3&transport=polling
                   server       400
                   you          GET ?EIO=4&transport=polling
                   server       200 0{"sid":...}
      Change       app      client and server of one version; allowEIO3: true
      We know by   The version in the address is refused, another one is taken.
      Looks alike  tunnel.corrupted, where no other version helps.
      Reproduce    no demo; measured with python-socketio 5.18.
      Sources      Engine.IO protocol 3 and 4; socket.io, Migrating to 3.0
      """),
    Page(
      "cluster.not-sticky", "One session meets different servers",
      """
      You see      mostly nothing; now and then a login or a chat that is gone.
      On the wire  you          GET / + the session's cookie   -> node1
                   you          GET / + the session's cookie   -> node2
      Change       nginx    ip_hash; Apache stickysession; HAProxy cookie
                   Jira     jvmRoute="node1" if Apache goes by JSESSIONID
      We know by   X-ANODEID, the route behind JSESSIONID, or a balancer's cookie
                   changes while we give back what the server set in this run.
                   A warning: nothing failed.
      Looks alike  polling.not-sticky: there requests fail.
      Reproduce    no demo: it takes two servers.
      Sources      Atlassian, Traffic distribution with Data Center
      """),
    Page(
      "http.header-limit", "A browser's cookies are too large",
      """
      You see      400 "Request Header Or Cookie Too Large", 431 or 494; for users
                   with many cookies only.
      On the wire  browser      GET /ws + Upgrade + 3 KB of cookies
                   proxy        400, by itself
      Change       nginx    large_client_header_buffers 4 16k
                   Apache   LimitRequestFieldSize; HAProxy tune.bufsize
      We know by   The words of the answer; on Jelastic, whose balancer takes 2 KB,
                   the same handshake with a cookie of 3 KB (a warning).
      Looks alike  Nothing: servers say it in words.
      Reproduce    no demo; measured with nginx 1.22.1.
      Sources      RFC 6585 §5; a provider's nginx-jelastic.conf
      """),
    Page(
      "config.base-url-mismatch", "The application has another public address",
      """
      You see      links and the chat's address lead to another host or scheme.
      On the wire  you          GET https://chat.example/rest/api/2/serverInfo
                   Jira         {"baseUrl":"http://jira.internal:8080"}
      Change       Jira     System, General configuration, Base URL
                   AWS      the load balancer's name, or your own that leads to it
      We know by   serverInfo, or ajs-base-url in the page, against the address that
                   was asked. A warning; not when you asked by an IP address.
      Looks alike  config.connector-mismatch: what Tomcat believes, not what Jira was
                   told.
      Reproduce    no demo: the demo's application has no base URL.
      Sources      Atlassian, Configuring the base URL; serverInfo
      """),
    Page(
      "config.connector-mismatch", "The server doesn't know its public address",
      """
      You see      redirects to http:// or to an inner port; refused origins.
      On the wire  you          GET https://chat.example/
                   proxy        passes on: Host: localhost:8080, or no scheme
                   Jira         ajs-server-scheme http, ajs-server-port 8080
      Change       Tomcat   proxyName, proxyPort, scheme, secure on the Connector
                   nginx    proxy_set_header Host $http_host
                   Apache   ProxyPreserveHost On
      We know by   The page's ajs-server-... against the address that was asked.
      Looks alike  config.base-url-mismatch: what Jira was told.
      Reproduce    no demo: the demo's application doesn't say.
      Sources      Atlassian, Integrating Jira with Apache
      """),
  ]

  static let sessionProbes: [Page] = [
    Page(
      "application", "What does the application say of itself?",
      """
      It asks      only what the recognised product has: Jira's /status, serverInfo
                   and, with a session of yours, /myself; Open-Xchange's echo field;
                   the script of Universal Messaging. At most 3 requests.
      It means     pass     recognised, and its set-up fits the address
                   warn     config.base-url-mismatch, config.connector-mismatch
                   skipped  no known application shows itself
      Needs        http
      Sources      Atlassian, /status and serverInfo; Open-Xchange 7.10.5
      """)
  ]
}
