extension Explanations {
  static let reachFaults: [Page] = [
    Page(
      "dns.not-found", "The name does not exist",
      """
      You see      The browser says that the server was not found (NXDOMAIN).
      On the wire  you          A and AAAA of the host, to the resolver
                   resolver     no such name (RCODE 3)
                   you          open no connection
      Change       url      the spelling of the host
                   network  a name of the company's own DNS is known inside only: VPN
                   DNS      the record is missing in the zone
      We know by   The resolver says so; nothing else could be asked.
      Looks alike  Another resolver may know the name: compare with --resolve
                   HOST:PORT:ADDRESS.
      Sources      RFC 1035 §4.1.1; RFC 8020; getaddrinfo(3), EAI_NONAME
      """),
    Page(
      "dns.failed", "The resolver gives no answer",
      """
      You see      Pages load late or not at all; the browser speaks of a DNS error.
      On the wire  you          A and AAAA of the host, to the resolver
                   resolver     SERVFAIL, or nothing in time
                   you          open no connection
      Change       network  the resolver of this machine: /etc/resolv.conf, VPN,
                            firewall
                   DNS      the zone's servers, or its DNSSEC signatures
      We know by   The lookup failed or timed out; whether the name exists is open.
      Looks alike  dns.not-found: there the answer is a clear no.
      Sources      RFC 1035 §4.1.1 (RCODE 2); RFC 4035; getaddrinfo(3), EAI_AGAIN
      """),
    Page(
      "tcp.refused", "The connection is refused",
      """
      You see      "Connection refused", at once, for every page of this host and
                   port.
      On the wire  you          SYN to ADDRESS:PORT
                   host         RST: nothing listens there, or a firewall rejects
      Change       proxy    is it running? A typing error stops it from starting:
                            nginx -t, apachectl configtest, haproxy -c
                   Apache   2.4 does not start with ProxyWebsocketIdleTimeout: use
                            Timeout or ProxyTimeout
                   url      the port
      We know by   RST to the SYN.
      Looks alike  A firewall that rejects: the same packet.
      Sources      RFC 9293 §3.5.2; measured with Apache 2.4.71 (Invalid command),
                   2026-11
      """),
    Page(
      "tcp.timeout", "Nobody answers the connection attempt",
      """
      You see      The browser waits for a long time, then gives up.
      On the wire  you          SYN to ADDRESS:PORT, again and again
                                no answer: packets are dropped, or the host is down
      Change       firewall  open the port from here; AWS: the security group
                   url      the port; the address in DNS
                   network  VPN, routes
      We know by   No SYN-ACK and no RST within --timeout.
      Looks alike  A host that is switched off and a firewall that drops: the same
                   silence.
      Sources      RFC 9293 §3.8.3
      """),
    Page(
      "tcp.reset", "The connection is reset at once",
      """
      You see      "Connection reset" before any page appears.
      On the wire  you          SYN, SYN-ACK, ACK
                   someone      RST before a byte of either side
      Change       proxy    out of connections or processes (nginx worker_connections,
                            Apache MaxRequestWorkers, HAProxy maxconn)
                   AWS      a Network Load Balancer without a healthy target
                   network  a firewall or an antivirus on the way that resets
      We know by   A connection in which we say nothing is reset as well.
      Looks alike  A TLS port that is spoken to in plain text: HAProxy closes it
                   without a byte.
      Sources      RFC 9293 §3.10.7; measured with nginx 1.22.1, Apache 2.4.71,
                   HAProxy 2.6, 2026-11
      """),
    Page(
      "tcp.unreachable", "There is no way to the address",
      """
      You see      "No route to host" or "network unreachable", at once.
      On the wire  you          SYN to ADDRESS
                   router       ICMP: unreachable; or this machine has no route
      Change       network  VPN, routes; an IPv6 address without IPv6 on this machine
                   DNS      an address that is not used any more
      We know by   The system says so before any answer came.
      Looks alike  tcp.timeout, where routers stay silent.
      Sources      RFC 792; RFC 4443 §3.1; connect(2)
      """),
    Page(
      "tcp.address-broken", "One of the addresses does not work",
      """
      You see      Browsers work, scripts and servers fail now and then, or wait.
      On the wire  you          two addresses, often IPv6 and IPv4
                   first        refused or silent
                   second       answers; browsers race both and hide the dead one
      Change       DNS      take the dead address out of the zone
                   proxy    listen on it: nginx listen [::]:443 ssl;
      We know by   Each address was tried on its own.
      Looks alike  No IPv6 on this machine: then all IPv6 addresses fail, everywhere.
      Sources      RFC 8305
      """),
    Page(
      "connect.denied", "The forward proxy refuses the tunnel",
      """
      You see      ERR_TUNNEL_CONNECTION_FAILED in the browser.
      On the wire  you          CONNECT host:443 to the forward proxy
                   proxy        403: the host or the port is not allowed
                                Squid allows 443 only, as it is shipped
      Change       proxy    allow host and port; Squid: acl SSL_ports port 8443
                   url      serve the application on 443
                   client   NO_PROXY for a host inside
      We know by   The proxy's own answer to CONNECT; X-Squid-Error names the rule.
      Looks alike  connect.target-unreachable: a 5xx, not a 403.
      Sources      RFC 9110 §9.3.6; squid-cache.org, SSL_ports; measured with Squid
                   5.7, 2026-11
      """),
    Page(
      "connect.authentication-required", "The forward proxy asks for a login",
      """
      You see      A login window for the proxy, or ERR_PROXY_AUTH_UNSUPPORTED.
      On the wire  you          CONNECT host:443 without Proxy-Authorization
                   proxy        407 + Proxy-Authenticate: Basic, Negotiate, NTLM ...
      Change       client   --via http://USER:PASSWORD@PROXY:PORT or HTTPS_PROXY so
                   proxy    let this host pass without a login
      We know by   407 to CONNECT.
      Looks alike  401 comes from the application or its reverse proxy, 407 never.
      Sources      RFC 9110 §15.5.8, §11.7; measured with Squid 5.7, 2026-11
      """),
    Page(
      "connect.proxy-unreachable", "The forward proxy is not reached",
      """
      You see      ERR_PROXY_CONNECTION_FAILED in the browser: no page at all loads.
      On the wire  you          SYN to the forward proxy
                                refused, or no answer
      Change       client   address and port in --via, HTTPS_PROXY or HTTP_PROXY
                   network  the proxy may be reachable inside only
                   client   NO_PROXY for hosts that need no proxy
      We know by   The connection to the proxy failed, or it answers neither CONNECT
                   nor another request; the application was not asked.
      Looks alike  connect.target-unreachable: there the proxy answers.
      Sources      RFC 9110 §9.3.6; curl.se, environment variables
      """),
    Page(
      "connect.target-unreachable", "The forward proxy does not reach the host",
      """
      You see      ERR_TUNNEL_CONNECTION_FAILED, after a while or at once.
      On the wire  you          CONNECT host:443
                   proxy        tries the host: refused, no answer, no such name
                   you          502, 503 or 504 to CONNECT
      Change       proxy    DNS and routes of the proxy; a name of the company's own
                   client   NO_PROXY, if the host is reached directly
                   app      is it running?
      We know by   5xx to CONNECT: the proxy wrote it. Or CONNECT gets no answer in
                   time, and another request does.
      Looks alike  connect.denied, where a rule says no.
      Sources      RFC 9110 §9.3.6, §15.6; measured with Squid 5.7 (503,
                   ERR_CONNECT_FAIL 111), 2026-11
      """),
  ]
}
