import Evidence

extension SetupStep {
  static let client: [SetupStep] = [
    SetupStep(
      "client.url", title: "the right address: scheme, host, port, slash",
      file: { _ in "this command line, and wherever the application's address is configured" },
      directive: "URL",
      snippet: { context in
        if let url = context.redirectedTo { return "wsdoctor \(url)" }
        return addresses(context)
      },
      apply: { _ in "ask the corrected address" }, source: "RFC 9110 §4.2; RFC 6455 §3",
      checkedWith: "nginx 1.22.1"),
    SetupStep(
      "client.websocket-path", title: "the endpoint's real path",
      file: { _ in "this command line" }, directive: "--ws-path",
      snippet: { "wsdoctor \($0.url) --ws-path /PATH-FROM-THE-BROWSER" },
      apply: { _ in
        "in the browser: developer tools, Network, filter WS, reload; or Copy as cURL and --from-curl"
      },
      source: "RFC 6455 §3", checkedWith: "Chrome 130, Firefox 128"),
    SetupStep(
      "client.subprotocol", title: "the application's subprotocol",
      file: { _ in "this command line, and the application's client" },
      directive: "--subprotocol",
      snippet: { "wsdoctor \($0.url) --subprotocol \($0.subprotocol ?? "SUBPROTOCOL-NAME")" },
      apply: { _ in "ask again with the subprotocol that the application's client offers" },
      source: "RFC 6455 §1.9", checkedWith: "Prosody 0.12"),
    SetupStep(
      "client.trust-root", title: "trust the root that issued the certificate",
      file: { _ in "this machine, and every client's" }, directive: "--cacert",
      snippet: { "wsdoctor \($0.url) --cacert ROOT-CERTIFICATE.pem" },
      apply: { _ in "install the root where clients run, if it is meant to be private" },
      source: "RFC 5280 §6", checkedWith: "OpenSSL 3.0"),
    SetupStep(
      "client.certificate", title: "show a client certificate",
      file: { _ in "this command line" }, directive: "--client-cert",
      snippet: {
        "wsdoctor \($0.url) \\\n    --client-cert CLIENT-CERTIFICATE.pem --client-key CLIENT-KEY.pem"
      },
      apply: { _ in "ask again with a certificate that the server trusts" },
      source: "RFC 8446 §4.3.2", checkedWith: "nginx 1.22.1"),
    SetupStep(
      "client.forward-proxy", title: "a forward proxy that allows CONNECT to the target",
      file: { _ in "this command line, or HTTPS_PROXY" }, directive: "--via",
      snippet: { "wsdoctor \($0.url) --via http://FORWARD-PROXY:3128" },
      apply: { _ in "mend address, login or rules of the forward proxy" },
      source: "RFC 9110 §9.3.6", checkedWith: "not tried with a product"),
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
      source: "RFC 8305", checkedWith: "Debian 12"),
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
    let width = lines.map(\.0.count).max() ?? 0
    return lines.map { url, remark in
      "wsdoctor \(url)\(String(repeating: " ", count: width - url.count))   # \(remark)"
    }.joined(separator: "\n")
  }
}
