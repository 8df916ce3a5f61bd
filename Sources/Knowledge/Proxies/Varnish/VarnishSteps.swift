import Diagnosis
import Evidence

extension SetupStep {
  static let varnish: [SetupStep] = [
    SetupStep(
      "varnish.pipe", title: "pipe WebSocket through, with its fields",
      file: { _ in
        "the VCL (/etc/varnish/default.vcl), behind its backends and before its other subs"
      },
      directive: "vcl_recv, vcl_pipe", snippet: varnishPipe, apply: reloadVarnish,
      source: "Varnish 7.1, users-guide: vcl-example-websockets; vcl(7): return (pipe)",
      note: { _ in
        "subs of one name add up, and the first return wins. If the path goes to the wrong server: "
          + "set req.backend_hint in front of return (pipe)"
      }, checkedWith: "Varnish 7.1.1",
      seen: Seeing.byHandshake,
      page: Page(
        "Pipe WebSocket through",
        """
        What it is   Varnish drops Upgrade unless the request is piped and the fields
                     are copied.
        Write        sub vcl_recv { if (req.http.Upgrade ~ "(?i)websocket") {
                         return (pipe); } }
                     sub vcl_pipe { if (req.http.Upgrade) {
                         set bereq.http.Upgrade = req.http.Upgrade;
                         set bereq.http.Connection = req.http.Connection; } }
        Seen by      The same answer with Upgrade and without, and Via: 1.1 varnish.
        Mind         pipe_timeout (60 s) ends silent connections.
        Sources      varnish-cache.org, websockets; measured with Varnish 7.1, 2026-11
        """))
  ]

  static func reloadVarnish(_ context: RemedyContext) -> String {
    "varnishd -C -f /etc/varnish/default.vcl >/dev/null\nsystemctl reload varnish"
  }

  static func varnishPipe(_ context: RemedyContext) -> String {
    """
    sub vcl_recv {
        if (req.http.Upgrade ~ "(?i)websocket") {
            return (pipe);
        }
    }
    sub vcl_pipe {
        if (req.http.Upgrade) {
            set bereq.http.Upgrade = req.http.Upgrade;
            set bereq.http.Connection = req.http.Connection;
        }
    }
    """
  }
}
