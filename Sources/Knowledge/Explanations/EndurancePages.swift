extension Explanations {
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
