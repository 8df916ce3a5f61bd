extension Explanations {
  static let haproxyAndAWSSteps: [Page] = [
    Page(
      "haproxy.websocket-acl", "Recognise WebSocket requests",
      """
      What it is   A condition on Upgrade, or on the path; acl lines of one name are
                   alternatives.
      Write        mode http
                   acl is_websocket  hdr(Upgrade) -i websocket
      Seen by      The answer of the other backend.
      Mind         Without "mode http" the frontend is TCP and the condition is a
                   race: 10 of 30 handshakes went right.
      Sources      HAProxy configuration manual, acl; measured with HAProxy 2.6,
                   2026-11
      """),
    Page(
      "haproxy.websocket-backend", "Send them to the right backend",
      """
      What it is   use_backend stands before default_backend's turn and names the
                   WebSocket servers.
      Write        use_backend  websocket  if is_websocket
      Seen by      The answer of the other backend, often its 404.
      Sources      HAProxy configuration manual, use_backend; measured with HAProxy
                   2.6, 2026-11
      """),
    Page(
      "haproxy.tunnel-timeout", "Let a silent connection live",
      """
      What it is   After the 101 timeout tunnel counts; without it the smaller of
                   timeout client and timeout server.
      Write        timeout tunnel      1h     # backend, or defaults that cover it
                   timeout client-fin  30s
      Seen by      A silent connection ends with FIN, always at the same age.
      Mind         In the frontend's defaults alone it has no effect.
      Sources      HAProxy configuration manual, timeout tunnel; measured with HAProxy
                   2.6, 2026-11
      """),
    Page(
      "haproxy.http-mode", "Read the request before choosing its route",
      """
      What it is   Without mode http a frontend relays bytes. Rules on path or Upgrade
                   are looked at when the connection opens: they hold if the request
                   came with it, and don't if it comes a moment later.
      Write        defaults
                       mode http
      Seen by      Handshakes that are all alike: some 101, some another server's 404;
                   those sent 150 ms after connecting always the latter.
      Sources      HAProxy configuration manual, mode; measured with HAProxy 2.6.12,
                   2026-11
      """),
    Page(
      "haproxy.tcp-mode", "Or pass the connection through untouched",
      """
      What it is   mode tcp hands every byte on, TLS too: WebSocket needs nothing
                   else, but no rule can look at paths or fields.
      Write        mode tcp
      Seen by      Answers are the application's own, byte by byte.
      Sources      HAProxy configuration manual, mode; measured with HAProxy 2.6,
                   2026-11
      """),
    Page(
      "haproxy.backend-tls", "Speak TLS to a backend that does",
      """
      What it is   A server that listens with TLS needs ssl on its line, in mode http.
      Write        server app1 APP:9443 ssl verify required ca-file CA.pem
      Seen by      HAProxy's own 502.
      Sources      HAProxy configuration manual, server ssl; measured with HAProxy
                   2.6, 2026-11
      """),
    Page(
      "haproxy.server", "Name the server where it listens",
      """
      What it is   Address and port of the server lines of the backend that is used.
      Write        server app1 APP:8080 check
      Seen by      503: refused, failing check or no server at all. 502: it drops the
                   connection.
      Sources      HAProxy configuration manual, server; measured with HAProxy 2.6,
                   2026-11
      """),
    Page(
      "haproxy.health-check", "A health check that the server passes",
      """
      What it is   A WebSocket server answers a plain GET with 400, 404 or 426: a
                   check that wants 2xx takes it out of service.
      Write        option httpchk GET /status
                   http-check expect status 200
      Seen by      503 at once, although the server answers by itself.
      Sources      HAProxy configuration manual, option httpchk; measured with HAProxy
                   2.6, 2026-11
      """),
    Page(
      "aws.network-load-balancer", "A load balancer that passes WebSocket",
      """
      What it is   Application Load Balancers do (HTTP and HTTPS listeners), Network
                   Load Balancers pass everything; a Classic one only with TCP or SSL
                   listeners.
      Seen by      A Classic Load Balancer: the answer to an ordinary GET.
      Mind         Guides that forbid the Application Load Balancer are out of date.
      Sources      AWS docs, Application Load Balancer listeners; Classic; not
                   measured here
      """),
    Page(
      "aws.security-group", "Let the load balancer reach the instances",
      """
      What it is   Security groups: from the users to the listener, and from the load
                   balancer to the targets' port.
      Seen by      No answer, or 504 by the load balancer.
      Sources      AWS docs, security groups; not measured here
      """),
    Page(
      "aws.target-health", "Targets that are healthy",
      """
      What it is   The health check is plain HTTP: its path must answer with the codes
                   that it expects.
      Seen by      503 by the load balancer.
      Sources      AWS docs, target group health checks; not measured here
      """),
    Page(
      "aws.base-url", "The base URL is the load balancer's public one",
      """
      What it is   The application builds its links and WebSocket address from it:
                   https and the public name, where the load balancer ends TLS.
      Seen by      Redirects or links to another scheme, host or port.
      Sources      Atlassian docs, Jira behind a proxy; not measured here
      """),
    Page(
      "aws.idle-timeout", "Let a silent connection live",
      """
      What it is   Application and Classic: 60 s of no payload in either direction (1
                   to 4000 s). Network: 350 s, can be set from 60 to 6000 s.
      Write        idle_timeout.timeout_seconds = 600       # Application
                   tcp.idle_timeout.seconds     = 600       # Network, TCP listener
      Seen by      A silent connection ends at that age; with the Network one only the
                   next byte gets a reset.
      Mind         TCP keep-alive does not count for Application and Classic.
      Sources      AWS docs, load balancer attributes; not measured here
      """),
  ]
}
