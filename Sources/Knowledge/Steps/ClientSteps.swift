import Diagnosis
import Evidence

extension SetupStep {
  static let client: [SetupStep] = [
    SetupStep(
      "client.url", title: "the right address: scheme, host, port, slash",
      file: { _ in "this command line, and wherever the application's address is configured" },
      directive: "URL",
      snippet: { context in
        if let url = context.redirectedTo { return context.asking(at: url).text }
        return addresses(context)
      },
      apply: { _ in "ask the corrected address" }, source: "RFC 9110 §4.2; RFC 6455 §3",
      checkedWith: "nginx 1.22.1",
      page: Page(
        "The right URL",
        """
        What it is   Scheme, host, port and slash as the users' browser has them.
        Write        https://HOST/PATH for the pages, wss://HOST/PATH for the endpoint
        Seen by      No such name, a refused port, plain text to a TLS port, or a
                     redirect that differs by scheme or slash only.
        Mind         From a page with https://, browsers open wss:// only: ws:// is
                     blocked before a packet leaves.
        Sources      RFC 6455 §3; W3C Mixed Content
        """)),
    SetupStep(
      "client.websocket-path", title: "the endpoint's real path",
      file: { _ in "this command line" }, directive: "--ws-path",
      snippet: { $0.command.with("--ws-path", "/PATH-FROM-THE-BROWSER").text },
      apply: { _ in
        "in the browser: developer tools, Network, filter WS, reload; or Copy as cURL and --from-curl"
      },
      source: "RFC 6455 §3", checkedWith: "Chrome 130, Firefox 128",
      page: Page(
        "The path of the endpoint",
        """
        What it is   The URL of an application does not tell where its WebSocket is.
        Write        1  in the browser: developer tools, Network, filter WS, reload
                     2  wsdoctor https://HOST --ws-path /PATH/FROM/THERE
                        or "Copy as cURL" of that request: wsdoctor --from-curl -
        Seen by      The usual path is answered by the application with 404, and nothing
                     shows that a WebSocket lives there.
        Sources      RFC 6455 §3
        """)),
    SetupStep(
      "client.subprotocol", title: "the application's subprotocol",
      file: { _ in "this command line, and the application's client" },
      directive: "--subprotocol",
      snippet: { $0.command.with("--subprotocol", $0.subprotocol ?? "SUBPROTOCOL-NAME").text },
      apply: { _ in "ask again with the subprotocol that the application's client offers" },
      source: "RFC 6455 §1.9", checkedWith: "Prosody 0.12",
      page: Page(
        "The subprotocol of the application",
        """
        What it is   Some applications speak WebSocket only to who offers their
                     subprotocol (Sec-WebSocket-Protocol): XMPP, MQTT, STOMP, GraphQL.
        Write        wsdoctor wss://HOST/PATH --subprotocol xmpp
        Seen by      Refused without one, taken with an offer of well-known ones; the
                     101 names the one that was chosen.
        Mind         A proxy that deletes the field has the same effect: then it is
                     refused with the right one as well (upgrade.subprotocol-lost).
        Sources      RFC 6455 §1.9; IANA WebSocket Subprotocol Name Registry; measured
                     with Prosody 0.12, 2026-11
        """)),
    SetupStep(
      "client.trust-root", title: "trust the root that issued the certificate",
      file: { _ in "this machine, and every client's" }, directive: "--cacert",
      snippet: { $0.command.with("--cacert", "ROOT-CERTIFICATE.pem").text },
      apply: { _ in "install the root where clients run, if it is meant to be private" },
      source: "RFC 5280 §6", checkedWith: "OpenSSL 3.0",
      page: Page(
        "Trust the company's own CA",
        """
        What it is   A certificate of a private CA is trusted where its root is
                     installed.
        Write        wsdoctor https://HOST --cacert COMPANY-ROOT.pem
        Seen by      The chain ends at an issuer that is not in the trust store.
        Mind         --insecure asks without any proof of whom: your cookies are sent
                     then.
        Sources      RFC 5280 §6
        """)),
    SetupStep(
      "client.certificate", title: "show a client certificate",
      file: { _ in "this command line" }, directive: "--client-cert",
      snippet: {
        $0.command.with("--client-cert", "CLIENT-CERTIFICATE.pem")
          .with("--client-key", "CLIENT-KEY.pem").text
      },
      apply: { _ in "ask again with a certificate that the server trusts" },
      source: "RFC 8446 §4.3.2", checkedWith: "nginx 1.22.1",
      page: Page(
        "Show a client certificate",
        """
        What it is   The server asks for a certificate of the client and refuses without
                     one.
        Write        wsdoctor https://HOST --client-cert CLIENT.pem --client-key KEY.pem
        Seen by      A TLS alert, or 400 "No required SSL certificate was sent".
        Mind         It is sent only to a server whose own certificate is trusted,
                     unless --insecure.
        Sources      RFC 8446 §4.3.2; nginx.org ssl_verify_client; measured with nginx
                     1.22.1, 2026-11
        """)),
    SetupStep(
      "client.forward-proxy", title: "a forward proxy that allows CONNECT to the target",
      file: { _ in "this command line, or HTTPS_PROXY" }, directive: "--via",
      snippet: { $0.command.with("--via", "http://FORWARD-PROXY:3128").text },
      apply: { _ in "mend address, login or rules of the forward proxy" },
      source: "RFC 9110 §9.3.6", checkedWith: "not tried with a product",
      page: Page(
        "Go out as the browsers do",
        """
        What it is   Where the network needs a forward proxy, a WebSocket goes through
                     it by CONNECT.
        Write        wsdoctor https://HOST --via http://PROXY:3128
                     HTTPS_PROXY=http://PROXY:3128 NO_PROXY=.example.com wsdoctor ...
        Seen by      No answer without it; 403, 407 or 5xx to CONNECT with it.
        Sources      RFC 9110 §9.3.6; RFC 6455 §4.1
        """)),
    SetupStep(
      "client.allowed-network", title: "ask from a network that the rule lets in",
      file: { _ in "another machine: where the users are" }, directive: "source address",
      snippet: { "\($0.askAgain)   # from a network that may come in" },
      apply: { _ in
        "if it is healthy from there, the lock is meant for others: change nothing on the proxy"
      },
      verify: { "from there: \($0.askAgain)" },
      source: "RFC 9110 §15.5.4; httpd 2.4, Require ip; nginx, allow and deny",
      note: { _ in
        "opening the path lets everybody in; where addresses are let in by name, add this one"
      },
      checkedWith: "Apache 2.4.71, nginx 1.22.1",
      page: Page(
        "Ask from a network that may come in",
        """
        What it is   A lock by address refuses some networks on purpose: this machine
                     may be outside of it while the users are inside.
        Write        nothing, if it works from theirs; else their network in the rule:
                     Apache  Require ip 10.0.0.0/8
                     nginx   allow 10.0.0.0/8; deny all;
        Seen by      403 with and without Upgrade. From outside a lock by address and
                     one for everybody look the same.
        Mind         Behind another proxy the rule sees that one's address, unless it is
                     told to read X-Forwarded-For (mod_remoteip, real_ip).
        Sources      RFC 9110 §15.5.4; httpd mod_authz_host; ngx_http_access_module
        """)),
    SetupStep(
      "client.network", title: "a way to the target",
      file: { _ in "this machine's network: name servers, routes, firewall" },
      directive: "network",
      snippet: { context in
        let host = context.host
        let address =
          context.hostIsAddress ? host : "$(getent ahosts \(host) | awk '{print $1; exit}')"
        return "ip route get \(address)   # is there a way?\n"
          + "nc -vz -w 5 \(host) \(context.port)   # and through the firewalls? silence: one drops it"
      },
      apply: { _ in "ask from another machine to tell which network it is" },
      source: "RFC 8305", checkedWith: "Debian 12",
      page: Page(
        "Ask from where the users are",
        """
        What it is   VPN, firewall, antivirus and DNS differ from place to place.
        Write        wsdoctor HOST --resolve HOST:443:ADDRESS      another way in
                     wsdoctor diff HERE.json THERE.json
                     ip route get ADDRESS                      the way there, or none
        Seen by      No route, no answer, or an issuer that is an inspection product.
        Sources      RFC 9293
        """,
        reproduce: "wsdoctor http://127.255.255.255   (a broadcast address has no way)")),
  ]

  /// A port that nobody answers isn't asked again in another scheme.
  private static func addresses(_ context: RemedyContext) -> String {
    let port = ":\(context.port)"
    let host =
      context.authority.hasSuffix(port)
      ? String(context.authority.dropLast(port.count)) : context.authority
    var lines =
      context.isPortClosed
      ? [("https://\(host)", "port 443"), ("http://\(host)", "port 80")]
        .filter { $0.1 != "port \(context.port)" }
      : [(context.otherSchemeURL, "the other scheme")]
    lines.append(
      (
        "\(context.isSecure ? "https" : "http")://HOST-NAME:PORT-NUMBER",
        context.isPortClosed ? "where the proxy listens" : "the right host and port"
      ))
    let commands = lines.map { (context.asking(at: $0.0).text, $0.1) }
    let width = commands.map(\.0.count).max() ?? 0
    return commands.map { command, remark in
      "\(command)\(String(repeating: " ", count: width - command.count))   # \(remark)"
    }.joined(separator: "\n")
  }
}
