import Diagnosis
import Evidence

extension SetupStep {
  static let lighttpd: [SetupStep] = [
    SetupStep(
      "lighttpd.upgrade", title: "let mod_proxy pass Upgrade on",
      file: { _ in "lighttpd.conf, at its end, in place of a block with the same condition" },
      directive: "proxy.header", snippet: lighttpdProxy,
      apply: { _ in
        "lighttpd -tt -f /etc/lighttpd/lighttpd.conf && systemctl restart lighttpd"
      },
      source: "lighttpd, mod_proxy: proxy.header (1.4.46)",
      note: { _ in
        "off as shipped; before 1.4.46 lighttpd has no WebSocket. url.rewrite rules change the path "
          + "before it is matched: remove those that touch it"
      }, checkedWith: "lighttpd 1.4.69",
      seen: Seeing.byHandshake,
      today: "needed in every version; possible from 1.4.46 on",
      page: Page(
        "Allow the upgrade",
        """
        What it is   mod_proxy hands Upgrade on only when told.
        Write        proxy.header = ( "upgrade" => "enable" )
        Seen by      The same answer with Upgrade and without.
        Mind         server.max-read-idle (60 s) counts bytes of the client only: pings
                     of the server do not help.
        Sources      lighttpd mod_proxy; measured with lighttpd 1.4.69, 2026-11
        """))
  ]

  static func lighttpdProxy(_ context: RemedyContext) -> String {
    """
    $HTTP["url"] =~ "^\(context.locationPath)" {
        proxy.server = ( "" => (( "host" => "\(context.backend)-HOST", "port" => \(context.backend)-PORT )) )
        proxy.header = ( "upgrade" => "enable" )
    }
    """
  }
}
