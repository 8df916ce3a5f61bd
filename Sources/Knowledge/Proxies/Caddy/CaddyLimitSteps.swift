import Diagnosis
import Evidence

extension SetupStep {
  /// The limits of silence and age that Caddy has where they are written.
  static let caddyLimits: [SetupStep] = [
    SetupStep(
      "caddy.read-timeout", title: "no limit of the application's silence",
      file: { "the Caddyfile: transport http in the reverse_proxy of \($0.path)" },
      directive: "read_timeout",
      snippet: { context in
        """
        # remove read_timeout from transport http\(now(context)): without it there is no limit
        \(caddyRoute(context))
        """
      },
      apply: { _ in reloadCaddy }, verify: { $0.askAgainAndWait },
      source: "Caddy, reverse_proxy: transport http, read_timeout",
      note: { _ in
        "it counts only what the application sends: a keepalive that nobody answers doesn't help, one "
          + "that is answered does"
      }, checkedWith: checkedCaddy,
      page: Page(
        "Let a silent application be silent",
        """
        What it is   read_timeout of transport http ends a WebSocket on which the
                     application sent nothing for so long. There is none by default.
        Remove       transport http { read_timeout ... }
        Seen by      FIN without a Close frame at the limit; a client that sends and
                     gets nothing back is cut as well.
        Mind         Pings that the application answers, or sends, keep it open. Caddy's
                     other timeouts (write_timeout, servers { timeouts }) don't touch an
                     open WebSocket.
        Sources      caddyserver.com, reverse_proxy; measured with Caddy 2.6.2 and
                     2.11.7, 2026-11
        """)),
    SetupStep(
      "caddy.stream-timeout", title: "no limit of a connection's age",
      file: { "the Caddyfile: the reverse_proxy of \($0.path), on \($0.host)" },
      directive: "stream_timeout",
      snippet: {
        """
        # remove stream_timeout, or set it as long as a user's day: stream_timeout 24h
        \(caddyRoute($0))
        """
      },
      apply: { _ in reloadCaddy }, verify: { $0.askAgainAndWait },
      source: "Caddy, reverse_proxy: stream_timeout",
      note: { _ in "no keepalive helps against it" }, checkedWith: "Caddy 2.11.7",
      page: Page(
        "No limit of age",
        """
        What it is   stream_timeout of reverse_proxy ends a WebSocket at an age,
                     whatever it carries. There is none by default; Caddy 2.6 knows no
                     such directive.
        Remove       stream_timeout
        Seen by      Every connection ends at one age, with FIN and no Close frame, for
                     the client and for the application.
        Sources      caddyserver.com, reverse_proxy; measured with Caddy 2.11.7, 2026-11
        """)),
  ]

  private static func now(_ context: RemedyContext) -> String {
    context.limitNow.map { " (\($0))" } ?? ""
  }
}
