extension Explanations {
  static let enduranceFaults: [Page] = [
    Page(
      "idle.timeout-too-short", "Silence is cut before the keepalive comes",
      """
      You see      Connected, closed, connected: always after the same number of quiet
                   seconds; a busy chat never drops.
      On the wire  you          101, then nothing to say
                   proxy        FIN at its limit, no Close frame (browsers: 1006)
                   you          would have said something some seconds later
      Change       nginx    proxy_read_timeout 600s; in the WebSocket location
                   Apache   the larger of Timeout and ProxyTimeout
                   HAProxy  timeout tunnel 10m
                   app      or a keepalive that comes sooner
      We know by   A silent connection ends at one quiet age; one that talks lives on.
      Looks alike  keepalive.not-honored: there the keepalive went out.
                   idle.lifetime-limit: there talking doesn't help.
      Reproduce    wsdoctor demo idle.timeout-too-short
      Sources      wsdoctor explain proxy.idle-timeout; measured with nginx 1.22.1
      """),
    Page(
      "idle.no-margin", "Silence is cut soon after the keepalive",
      """
      You see      All is well, and now and then somebody is cut off for no reason.
      On the wire  you          a keepalive
                   proxy        would cut a moment later
                   you          the next keepalive, if nothing delays it
      Change       proxy    a limit of at least twice the keepalive's interval
      We know by   The limit is under one and a half intervals; what the measurement
                   can't tell is counted in favour of the set-up.
      Looks alike  A limit of twice the interval is enough: nginx's 60 s with a
                   keepalive of 30 s gets no warning.
      Reproduce    wsdoctor demo idle.no-margin
      Sources      TCP sends again after up to some seconds: RFC 6298
      """),
    Page(
      "idle.lifetime-limit", "Every connection ends at one age, talking or not",
      """
      You see      Everybody is cut off after the same time, in the middle of a talk.
      On the wire  you          101, messages, pings
                   proxy        FIN at T seconds sharp
      Change       Google   classic load balancer: backend service timeoutSec (30 s)
                   Envoy    max_stream_duration, max_connection_duration
                   Caddy    stream_timeout
                   AWS      API Gateway: 2 h, fixed
      We know by   Connections with and without traffic end at one age.
      Looks alike  idle.reload: there they end at one moment, whatever their age.
                   An application that hangs up on whoever doesn't log in: it sees
                   no pings and no half messages, so both stay possible. With a
                   Close frame it is idle.application-timeout.
      Reproduce    wsdoctor demo idle.lifetime-limit
      Sources      GKE ingress documentation; the products' manuals
      """),
    Page(
      "idle.silent-drop", "A silent connection is forgotten without a word",
      """
      You see      "Connected" for hours, and nothing comes; messages vanish.
      On the wire  you          101, then nothing to say
                   network      forgets the connection: no FIN, no RST
                   you          ping: no answer, ever
      Change       Azure    load balancer: enableTcpReset, idle_timeout_in_minutes
                   AWS      NLB: tcp.idle_timeout.seconds (350 s)
                   any      a keepalive below the limit
      We know by   A ping after the silence gets no answer, one before it did, and a
                   connection that talked is alive.
      Looks alike  A crashed application: then the talking one is dead too.
      Reproduce    wsdoctor demo idle.silent-drop
      Sources      reported for Azure (azure-docs issue 86536), AWS NLB
      """),
    Page(
      "idle.reload", "Connections of different age end at one moment",
      """
      You see      Everybody is cut off at once, a few times a day or a week.
      On the wire  you          101 at different times
                   proxy        reloads: FIN for all in the same second
      Change       nginx    no worker_shutdown_timeout, or a long one
                   ingress  worker-shutdown-timeout (240 s after each reload)
                   Caddy    stream_close_delay
      We know by   Two silent connections, opened some seconds apart, end together.
      Looks alike  idle.lifetime-limit: there the one opened later ends later.
      Sources      ingress-nginx configmap documentation; Caddy issues 6420, 7222
      """),
    Page(
      "idle.application-timeout", "The application closes silent connections itself",
      """
      You see      Closed after a quiet while, with a code: 1000, 1001 or 4xxx.
      On the wire  you          101, then nothing to say
                   application  Close frame at a repeatable quiet age
                   or: every connection, a few seconds after the 101
      Change       app      its session or idle timeout; or its page says something
                            more often, or connects anew
                   you      where every connection ends so, it waits for a login or
                            a first message (4408 in graphql-ws): --from-curl
      We know by   A Close frame: proxies cut by FIN without one (seven measured).
      Looks alike  Cloudflare and Caddy send Close frames when they restart: that is
                   one moment, not one age. Tomcat sends 1002 when a proxy cuts its
                   side first (HAProxy's timeout client): that is a cut.
      Sources      RFC 6455 §7.1.5; measured with seven proxies, 2026-11
      """),
    Page(
      "keepalive.not-honored", "The keepalive goes out and doesn't count",
      """
      You see      Cut off after the same number of seconds, although the application
                   has a keepalive.
      On the wire  you          the keepalive, in time
                   someone      doesn't count it: FIN at the age of silence
                   you          on another connection: other traffic keeps it open
      Change       proxy    one that counts frames both ways; CloudFront counts what
                            the origin sends
                   app      a keepalive that is answered
      We know by   At least one keepalive went out, the connection ended as the silent
                   one did, and one with other traffic lived.
      Looks alike  idle.timeout-too-short: there none was due yet.
      Reproduce    wsdoctor demo keepalive.not-honored
      Sources      CloudFront documentation; lighttpd's max-read-idle, measured
      """),
    Page(
      "polling.broken", "Repeated ordinary requests fail",
      """
      You see      Pages load, and with WebSocket off the application stumbles.
      On the wire  you          20 requests, on kept and on fresh connections
                   proxy        502, 503, 504, or no answer, to some of them
      Change       proxy    a backend that is down in a group; limits of connections
      We know by   Single requests are answered, and of 20 more than two are not.
      Looks alike  A redirect or refusal by nobody knows whom: not judged. 429 is a
                   limit.
      Sources      RFC 9110 §15.6
      """),
    Page(
      "polling.buffered", "A streamed answer comes in one lump",
      """
      You see      With WebSocket off, everything comes late.
      On the wire  application  sends bit by bit
                   proxy        keeps it until the end
      Change       nginx    proxy_buffering off; or X-Accel-Buffering: no
      We know by   wsdoctor beacon --stream PATH behind the proxy, and --polling-path
                   PATH: four pieces sent in 0.9 s come together at their end, twice.
      Looks alike  An application that answers late by itself: so no other stream is
                   judged. Polls that are answered whole don't mind.
      Sources      nginx.org proxy_buffering; measured with nginx 1.22.1, 2026-11
      """),
  ]
}
