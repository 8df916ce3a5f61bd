import Diagnosis
import Evidence

extension SetupStep {
  static let squid: [SetupStep] = [
    SetupStep(
      "squid.connect-port", title: "allow CONNECT to the target's port",
      file: { _ in "squid.conf of the forward proxy, before its first http_access line" },
      directive: "acl, http_access",
      snippet: { context in
        let kind = context.hostIsAddress ? "dst" : "dstdomain"
        return """
          acl websocket_method method CONNECT
          acl websocket_port port \(context.port)
          acl websocket_host \(kind) \(context.host)
          http_access allow websocket_method websocket_port websocket_host
          """
      },
      apply: { _ in "squid -k parse && squid -k reconfigure" },
      source: "squid.conf: acl, http_access; as shipped deny CONNECT !SSL_ports (443 only)",
      note: { _ in
        "where a login is wanted, put the names of its acl into the allow line too; or serve the "
          + "application at port 443"
      }, checkedWith: "Squid 5.7",
      seen: { seeing in
        seeing.table.meets([.is(.tunnel, "open")]) ? .init(.done, "the tunnel was opened") : nil
      },
      page: Page(
        "Allow CONNECT to the port",
        """
        What it is   As shipped, Squid allows tunnels to port 443 only.
        Write        acl SSL_ports port 8443
        Seen by      403 to CONNECT with X-Squid-Error: ERR_ACCESS_DENIED.
        Mind         ws:// without CONNECT: http_upgrade_request_protocols websocket
                     allow all, in lower case.
        Sources      squid-cache.org; measured with Squid 5.7, 2026-11
        """))
  ]
}
