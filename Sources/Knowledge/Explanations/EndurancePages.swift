extension Explanations {
  static let enduranceSteps: [Page] = [
    Page(
      "proxy.lifetime-limit", "Let a connection live as long as it is used",
      """
      What it is   Some products end every connection at an age, whatever it carries.
      Write        Google   classic load balancer: backend service timeoutSec: 86400
                   Envoy    no max_stream_duration, no max_connection_duration
                   Caddy    no stream_timeout
      Seen by      Connections with and without traffic end at one age.
      Mind         No keepalive helps. AWS API Gateway's 2 h are fixed: connect anew.
      Sources      GKE ingress documentation; the products' manuals
      """),
    Page(
      "proxy.reload", "Let open connections live through a reload",
      """
      What it is   A reload starts new workers; what the old ones carry is cut sooner
                   or later.
      Write        nginx    no worker_shutdown_timeout, or a long one
                   ingress  worker-shutdown-timeout: 3600s
                   Caddy    stream_close_delay 1h
      Seen by      Connections of different age end at one moment.
      Sources      the products' manuals
      """),
    Page(
      "application.keepalive", "Say something before the limit, and something that counts",
      """
      What it is   A message, or the server's ping, more often than the smallest limit
                   on the way allows silence: at most half of it.
      Write        Socket.IO  pingInterval
                   ws, Jetty, Spring, Tomcat  a timer that pings each session
                   page       a message of its own: JavaScript can send no ping
      Seen by      keepalive ✓
      Mind         An answer makes it count in both directions (CloudFront, lighttpd).
      Sources      RFC 6455 §5.5.2, §5.5.3
      """),
  ]

  static let enduranceProbes: [Page] = [
    Page(
      "idle", "How long is a silent connection left alone?",
      """
      It asks      up to six connections side by side: silent; silent, opened some
                   seconds later; one that doesn't even answer pings; one with pings;
                   one with data frames that no application sees; one with the
                   keepalive. It ends as soon as nothing more can be learnt, at the
                   latest after --idle (75 s). Not with --quick.
      It means     pass     open to the end, or cut later than the keepalive needs
                   warn     idle.no-margin, idle.reload, idle.application-timeout
                   fail     idle.timeout-too-short, .lifetime-limit, .silent-drop
      Needs        messages
      Mind         Without a known keepalive the limit is a figure and no fault.
      Sources      measured with seven proxies, 2026-11
      """),
    Page(
      "keepalive", "Does the keepalive keep a connection open?",
      """
      It asks      a connection that says only what the application's keepalive says,
                   at its interval: --keepalive DURATION, or the profile's (30 s for
                   jira-chat). A message is sent as a frame that never completes, so
                   that no application sees it; else a ping.
      It means     pass     it outlives the silent one
                   fail     idle.timeout-too-short, or keepalive.not-honored
      Needs        messages; runs beside idle
      Sources      RFC 6455 §5.4, §5.5.2
      """),
    Page(
      "polling", "Would the fallback work?",
      """
      It asks      20 requests, two at a time: half over one kept connection, half
                   over fresh ones; of --polling-path, the profile's path, or else the
                   address itself.
      It means     pass     answered by the application
                   skipped  answered, but by nobody knows whom (a redirect, 401, 403,
                            404), or held longer than we wait
                   warn     polling.buffered; 429: the server wants rest
                   fail     polling.broken
      Needs        http
      Mind         WebSocket broken and a known fallback that works: degraded.
      Sources      RFC 9112 §9.3
      """),
  ]
}
