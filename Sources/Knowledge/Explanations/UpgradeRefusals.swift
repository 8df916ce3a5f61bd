extension Explanations {
  static let upgradeRefusals: [Page] = [
    Page(
      "upgrade.blocked", "Something refuses the Upgrade itself",
      """
      You see      403, another refusal, a closed connection or silence for the
                   handshake; the same URL as an ordinary request is answered.
      On the wire  you          GET /ws + Upgrade: websocket
                   filter       a rule on Upgrade: 403, RST, FIN or no answer
                   you          the same GET without Upgrade passes
                   application  sees only the second one
      Change       firewall  exclude the path from the rules of the WAF or IPS
                   proxy    look for if ($http_upgrade) or http-request deny
                   Envoy    upgrade_configs: websocket (off by default: its own 403)
                   Node     the proxy needs a listener for "upgrade"; without one it
                            hands the handshake on and loses the 101
                   network  use wss://: what is not readable is not filtered
      We know by   The refusal comes only with Upgrade, and the proxy (or nobody)
                   wrote it. Or a version that doesn't exist is refused by the
                   application, and a right handshake gets no answer.
      Looks alike  application.handshake-refused, where the application wrote the
                   refusal; upgrade.origin-rejected, which flips with the Origin.
      Reproduce    wsdoctor demo upgrade.blocked
      Sources      envoyproxy.io, HTTP upgrades; measured with nginx 1.22.1 (403 only
                   with Upgrade), 2026-11
      """),
    Page(
      "upgrade.http10-upstream", "The proxy speaks HTTP/1.0 to the application",
      """
      You see      505 or 426 Upgrade Required, although the Upgrade header is passed
                   on.
      On the wire  you          GET /ws HTTP/1.1 + Upgrade
                   proxy        GET /ws HTTP/1.0 + Upgrade
                   application  505 (Python websockets) or 426 (Envoy);
                                Tomcat and aiohttp answer 101 all the same
      Change       nginx    proxy_http_version 1.1; (the default from 1.29.7 on)
                   Apache   no SetEnv force-proxy-request-1.0, proxy-nokeepalive
      We know by   505; or a 426 that a plain GET gets too, from a server that does
                   not answer its endpoints so by habit.
      Looks alike  Node ws and Python websockets answer 426 to every plain GET: then a
                   lost Upgrade is possible as well, and both are named.
      Reproduce    wsdoctor demo upgrade.http10-upstream
      Sources      RFC 9110 §7.8 (Upgrade in HTTP/1.0 is ignored), §15.6.6; nginx.org
                   proxy_http_version; measured with nginx 1.22.1, Tomcat 10.1,
                   aiohttp 3.14, 2026-11
      """),
    Page(
      "upgrade.origin-rejected", "The Origin is refused",
      """
      You see      403 (or 404, 400) in the browser, while curl and other tools
                   connect: they send no Origin.
      On the wire  you          GET /ws + Upgrade + Origin: https://jira.example.com
                   proxy        Host: 10.0.0.5:8080 instead of the public name
                   application  Origin and Host differ, or Origin is on no list: 403
                   you          403; with another Origin or none: 101
                   or           101, a word of its own, Close 1008
      Change       nginx    proxy_set_header Host $http_host; ($host drops the port)
                   Apache   ProxyPreserveHost On
                   app      add the public address to its allowed origins or base URL
      We know by   The answer flips to 101 when the Origin is left out or is another
                   one; or the connection then stays open. Its words are at most
                   likely.
      Looks alike  Rails answers 404 and not 403 to a foreign Origin; a port too much
                   (https://host:443) is another origin for some.
      Reproduce    wsdoctor demo upgrade.origin-rejected
      Sources      RFC 6455 §4.2.2, §10.2; RFC 6454; nginx.org proxy_set_header;
                   measured with nginx 1.22.1, Tomcat 10.1 (403), 2026-11
      """),
    Page(
      "upgrade.version-rejected", "The WebSocket version is refused",
      """
      You see      426, or 400, for a correct handshake of version 13.
      On the wire  you          Sec-WebSocket-Version: 13
                   application  426 + Sec-WebSocket-Version: the ones that it speaks,
                                and 13 is not among them, or it is: then the field
                                didn't arrive
      Change       app      a server of before 2011 speaks drafts only: replace it
                   proxy    pass Sec-WebSocket-Version on unchanged
      We know by   The answer names the versions, and only others than 13. Or a server
                   that speaks 13 refuses any version alike, also one that doesn't
                   exist; or the beacon misses the field.
      Looks alike  upgrade.http10-upstream: a 426 that does not depend on the version.
      Sources      RFC 6455 §4.4; measured with Tomcat 10.1: 426 without or with a
                   wrong version, 2026-11
      """),
    Page(
      "upgrade.subprotocol-lost", "The subprotocol is lost on the way",
      """
      You see      Chrome: "Sent non-empty 'Sec-WebSocket-Protocol' header but no
                   response was received". Or 400 from the application.
      On the wire  you          Sec-WebSocket-Protocol: v12.stomp
                   proxy        drops the field in the request or in the answer
                   application  101 without it, or 400
                   you          the browser closes a 101 that leaves out its choice
      Change       proxy    pass Sec-WebSocket-Protocol on, both ways
                   app      accept one of the subprotocols that the page offers
      We know by   The answer flips with the subprotocol that is offered, or the 101
                   leaves it out, or the refusal speaks of it though it was offered.
      Looks alike  A server that knows no subprotocols answers 101 without the field
                   too: Tomcat does.
      Sources      RFC 6455 §4.1, §11.3.4; WHATWG WebSockets; Tomcat source
                   (UpgradeUtil)
      """),
    Page(
      "upgrade.extension-rejected", "The offer of compression is refused",
      """
      You see      400 for a browser's handshake; tools that offer no extension
                   connect.
      On the wire  you          Sec-WebSocket-Extensions: permessage-deflate; ...
                   proxy        400: it cannot read the field
                   you          the same handshake without the offer: 101
                   browser      always offers it
      Change       proxy    update it, or strip Sec-WebSocket-Extensions from the
                            request
                   app      nothing: it never saw the handshake
      We know by   The answer flips to 101 when the offer is left out.
      Looks alike  tunnel.compression-broken: there the 101 comes and the first
                   compressed message fails.
      Reproduce    wsdoctor demo upgrade.extension-rejected
      Sources      RFC 6455 §9.1; RFC 7692 §7; reported for Azure Application Gateway
                   (2018)
      """),
    Page(
      "upgrade.header-spelling", "The spelling of a field decides",
      """
      You see      Firefox fails and Chrome works, or the other way round.
      On the wire  Chrome       Connection: Upgrade
                   Firefox      Connection: keep-alive, Upgrade
                   proxy        compares the whole value instead of its tokens
                   you          one of the two is answered as a plain GET
      Change       proxy    update it; fields are lists of tokens in any case of
                            letters
                   nginx    test $http_upgrade, never $http_connection = "Upgrade"
      We know by   The answer flips when the same tokens are spelt as another browser
                   does.
      Looks alike  upgrade.not-forwarded, which no spelling flips.
      Sources      RFC 9110 §7.6.1, §5.6.1; RFC 6455 §4.2.1; browser sources
      """),
    Page(
      "upgrade.accept-invalid", "The 101 carries a wrong Sec-WebSocket-Accept",
      """
      You see      Browsers: "Incorrect 'Sec-WebSocket-Accept' header value", or that
                   it is missing. Careless clients connect.
      On the wire  you          Sec-WebSocket-Key: K
                   someone      101, but Accept is not base64(SHA-1(K + GUID)):
                                a cache answered, or a proxy changed key or answer
                   browser      fails the connection
      Change       cache    never answer a handshake from a cache; pipe it instead
                   proxy    leave Sec-WebSocket-Key and -Accept as they are
                   app      a hand-written handshake: compute it as RFC 6455 says
      We know by   The 101's Accept is absent or does not belong to the key that was
                   sent.
      Looks alike  nothing: the value is computed.
      Reproduce    wsdoctor demo upgrade.accept-invalid
      Sources      RFC 6455 §4.1, §4.2.2 (GUID 258EAFA5-E914-47DA-95CA-C5AB0DC85B11)
      """),
    Page(
      "upgrade.status-rewritten", "The status of the 101 was changed",
      """
      You see      200 (or another status) for the handshake, with
                   Sec-WebSocket-Accept in it.
      On the wire  you          GET /ws + Upgrade
                   application  101 + the right Accept
                   filter       rewrites the status: ModSecurity on nginx made it 200
                   you          no 101, although the application had agreed
      Change       nginx    leave the path out of ModSecurity: modsecurity off;
                   others   no status or error page rewriting on this path
      We know by   The Accept belongs to our key, so the application agreed; the
                   status says otherwise.
      Looks alike  nothing: a server that refuses computes no Accept.
      Reproduce    wsdoctor demo upgrade.status-rewritten
      Sources      RFC 6455 §4.2.2; reported for ModSecurity with nginx (issues 831,
                   2233)
      """),
    Page(
      "upgrade.connection-limit", "There is a limit on connections",
      """
      You see      503 or 429 as soon as a second tab is open; a single one works.
      On the wire  you          first WebSocket: 101, stays open
                   you          second handshake
                   proxy        503 or 429: so many for this address are open
                   you          after closing the first one: 101
      Change       nginx    limit_conn of the zone: raise it, or leave the path out
                   Jelastic  the shared balancer takes 50 per address: use a public IP
      We know by   The refusal comes only while our other connections are open: alone
                   the handshake is taken, and of six side by side some are refused
                   again. Where none is, an application was starting.
      Looks alike  A limit on the rate (limit_req): that one passes with time.
      Sources      nginx.org limit_conn; Jelastic docs, shared load balancer; measured
                   with nginx 1.22.1 (503, or limit_conn_status), 2026-11
      """),
  ]
}
