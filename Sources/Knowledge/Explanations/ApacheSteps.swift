extension Explanations {
  static let apacheSteps: [Page] = [
    Page(
      "apache.proxy-wstunnel-module", "Load the modules that proxy WebSocket",
      """
      What it is   mod_proxy and mod_proxy_http; up to Apache 2.4.46
                   mod_proxy_wstunnel as well.
      Write        a2enmod proxy proxy_http proxy_wstunnel && apachectl restart
      Seen by      Apache's own 500 on the WebSocket path only; its log says AH01144,
                   no protocol handler was valid.
      Mind         From 2.4.47 on mod_proxy_http serves ws:// and upgrade=websocket by
                   itself: then this step of older guides is not needed.
      Sources      httpd mod_proxy_wstunnel, mod_proxy; measured with Apache 2.4.71,
                   2026-11
      """),
    Page(
      "apache.websocket-proxypass", "A ProxyPass that hands WebSocket on",
      """
      What it is   A plain ProxyPass to http:// drops Upgrade. Either the path gets
                   ws://, or the line says upgrade=websocket.
      Write        ProxyPass  /chat/ws/  http://APP:8080/chat/ws/  upgrade=websocket
                   # before 2.4.47:
                   ProxyPass  /chat/ws/  ws://APP:8080/chat/ws/
      Seen by      The same answer with Upgrade and without; the application wrote it.
      Mind         It stands before "ProxyPass /", and path and URL end alike.
      Sources      httpd mod_proxy (upgrade=), mod_proxy_wstunnel; measured with
                   Apache 2.4.71, 2026-11
      """),
    Page(
      "apache.proxypass-order", "The WebSocket line before the wider one",
      """
      What it is   Of ProxyPass lines the first that fits wins, so a ProxyPass / above
                   takes the WebSocket path too.
      Write        ProxyPass  /chat/ws/  ws://APP:8080/chat/ws/
                   ProxyPass  /          http://APP:8080/
      Seen by      The same answer with Upgrade and without: as if the line were not
                   there.
      Mind         ProxyPass inside <Location> goes the other way round: the later
                   section wins.
      Sources      httpd mod_proxy (ProxyPass); measured with Apache 2.4.71, 2026-11
      """),
    Page(
      "apache.idle-timeout", "Let a silent connection live",
      """
      What it is   The larger of Timeout and ProxyTimeout (or timeout= of the worker)
                   ends a connection on which nothing moves. Compiled 60 s, Debian
                   ships 300 s.
      Write        Timeout  600
                   or ProxyTimeout 600, where the rule has no timeout= of its own
      Seen by      A silent connection ends with FIN, always at the same age.
      Mind         ProxyWebsocketIdleTimeout of some guides is not in 2.4: with it
                   Apache does not start.
      Sources      httpd core (Timeout), mod_proxy (ProxyTimeout); measured with
                   Apache 2.4.71, 2026-11: FIN at 60.1 s
      """),
    Page(
      "apache.proxy-requests-off", "No open forward proxy",
      """
      What it is   ProxyRequests On makes the server a forward proxy for everybody. A
                   reverse proxy does not need it.
      Write        ProxyRequests  Off
      Seen by      A request for another host is answered.
      Sources      httpd mod_proxy (ProxyRequests, access control)
      """),
    Page(
      "apache.preserve-host", "Hand the public host name on",
      """
      What it is   Without it the application sees the address of ProxyPass as Host,
                   and compares the Origin with that.
      Write        ProxyPreserveHost  On
      Seen by      403 for the right Origin; redirects to an inner address.
      Sources      httpd mod_proxy (ProxyPreserveHost); measured with Apache 2.4.71,
                   2026-11
      """),
    Page(
      "apache.backend-address", "Name the application where it listens",
      """
      What it is   Scheme, host and port of ProxyPass must be the application's.
      Write        ProxyPass  /  http://APP:8080/
      Seen by      Apache's own 503: refused. 502 Proxy Error: dropped, TLS spoken to
                   a plain port, or no answer within ProxyTimeout.
      Sources      httpd mod_proxy; measured with Apache 2.4.71, 2026-11
      """),
    Page(
      "apache.websocket-balancer", "A balancer whose members are ws://",
      """
      What it is   A group with http:// members drops Upgrade, whichever name it has.
      Write        <Proxy balancer://chat-ws>
                       BalancerMember  ws://NODE1:8080  route=node1
                       BalancerMember  ws://NODE2:8080  route=node2
                       ProxySet  stickysession=JSESSIONID
                   </Proxy>
      Seen by      404 by the application, as to an ordinary GET.
      Mind         From 2.4.47 on: BalancerMember http://NODE1:8080 upgrade=websocket
                   does the same; on the ProxyPass line of a balancer it is an error.
      Sources      httpd mod_proxy_balancer; measured with Apache 2.4.71, 2026-11
      """),
    Page(
      "apache.balancer-proxypass", "Send the WebSocket path to that balancer",
      """
      What it is   The line stands before the one that sends everything else to the
                   group of http:// members.
      Write        ProxyPass  /chat/ws/  balancer://chat-ws/chat/ws/
                   ProxyPass  /          balancer://chat/
      Seen by      404 by the application, as to an ordinary GET.
      Sources      httpd mod_proxy (ProxyPass order), mod_proxy_balancer; measured
                   with Apache 2.4.71, 2026-11
      """),
    Page(
      "apache.sticky-session", "Keep a session on one node",
      """
      What it is   stickysession= names the cookie, route= the node; the cookie must
                   end with the route.
      Write        ProxySet  stickysession=JSESSIONID        # both groups
                   <Engine ... jvmRoute="node1">             # Tomcat, each node
      Seen by      101 and 401 alternate, or polls fail now and then.
      Mind         A JSESSIONID without ".node1" at its end: jvmRoute is missing, and
                   nothing sticks. A cookie of Apache's own (ROUTEID) needs no
                   jvmRoute.
      Sources      httpd mod_proxy_balancer (stickyness); Tomcat docs, Engine
      """),
    Page(
      "apache.balancer-manager-restricted", "Close the balancer manager",
      """
      What it is   It shows, and lets anybody change, where requests go.
      Write        <Location "/balancer-manager">
                       SetHandler balancer-manager
                       Require    local
                   </Location>
      Seen by      /balancer-manager is answered with 200.
      Mind         "Order deny,allow" of older guides is Apache 2.2.
      Sources      httpd mod_proxy_balancer, mod_authz_core
      """),
  ]
}
