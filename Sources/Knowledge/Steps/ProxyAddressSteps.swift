import Diagnosis
import Evidence

extension SetupStep {
  /// What any proxy tells the application of the address that was asked, and does behind each of them.
  static let anyProxyAddresses: [SetupStep] = [
    SetupStep(
      "proxy.forwarded-proto", title: "tell the application scheme, host and port that users ask",
      file: { "the rules of \($0.proxyName) that lead to the application, for every path" },
      directive: "X-Forwarded-Proto, X-Forwarded-Host, X-Forwarded-Port, Host",
      snippet: { context in
        """
        # to the application, with every request:
        Host: \(context.authority)
        X-Forwarded-Proto: \(context.isSecure ? "https" : "http")
        X-Forwarded-Host: \(context.authority)
        X-Forwarded-Port: \(context.port)
        """
      },
      apply: { $0.reload }, source: "RFC 7239; MDN, X-Forwarded-Proto",
      note: { _ in
        "the application must trust these fields from the proxy: trust proxy (Express), "
          + "proxy_headers (Uvicorn), ForwardedHeaders (ASP.NET), RemoteIpValve (Tomcat)"
      }, checkedWith: "nginx 1.22.1 and 1.31.3, HAProxy 2.6.12 and 2.8.25; others by documentation",
      page: Page(
        "Tell the application how it was reached",
        """
        What it is   An application behind a proxy sees an inner scheme, host and port.
                     From these fields it learns which ones users ask, builds its
                     addresses and redirects, and compares Origin.
        Write        \(ProxyProduct.lines(.tellHowReached))
        Seen by      A redirect to the very address that was asked; a page that opens
                     ws:// on https, or an inner host or port.
        Mind         Set them, don't add: what a client sends must not count.
        Sources      RFC 7239; MDN, X-Forwarded-Proto; the products' manuals
        """,
        reproduce: "none; the tests play it")),
    SetupStep(
      "proxy.every-address", title: "the same set-up behind every address of the name",
      file: { "\($0.proxyName) at each address that \($0.host) has" },
      directive: "the whole configuration",
      snippet: { context in
        """
        # ask each address by itself, then bring those that differ up to the others:
        \(context.asking(address: "IP-ADDRESS"))
        """
      },
      apply: { _ in "reload the proxy there, or take its address out of the name's records" },
      source: "RFC 8305: browsers take whichever address answers first",
      checkedWith: "wsdoctor's own tests",
      page: Page(
        "The same behind every address",
        """
        What it is   A name with several addresses leads to several proxies, or by IPv6
                     to another server block than by IPv4. Each needs the same lines.
        Write        nginx    listen [::]:443 ssl; beside listen 443 ssl;
                     others   the same configuration on each machine
        Seen by      The same handshake gets 101 at one address and not at another.
        Sources      RFC 8305; RFC 6724
        """,
        reproduce: "none; the tests play it")),
  ]
}
