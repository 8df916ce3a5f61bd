import Diagnosis
import Evidence

extension SetupStep {
  /// What any proxy does with what goes through it.
  static let anyProxyTunnel: [SetupStep] = [
    SetupStep(
      "proxy.buffering", title: "don't hold bytes back",
      file: { "the rule for \($0.path), on \($0.proxyName)" }, directive: "buffering",
      snippet: { _ in
        "# switch buffering, compression and inspection of answers off for this path"
      },
      apply: { $0.reload },
      source: "RFC 6455 §10.3; the products' manuals",
      checkedWith: "lighttpd 1.4.69, Caddy 2.6, Varnish 7.1, Apache 2.4.71 with ModSecurity 2.9",
      page: Page(
        "Pass streamed answers on at once",
        """
        What it is   The fallback may be one long answer; a buffer or compression holds
                     it back.
        Write        \(ProxyProduct.lines(.handOnAsItComes))
                     others   no buffering or compression of answers on the path
        Seen by      A streamed answer comes in one lump at its end.
        Sources      the products' manuals; measured with nginx 1.22.1, lighttpd
                     1.4.69, Caddy 2.6, Varnish 7.1, Apache 2.4.71, 2026-11
        """)),
    SetupStep(
      "proxy.unchanged-answer", title: "hand the application's 101 on as it is",
      file: { "the rules for \($0.path), on \($0.proxyName) and on whatever else is on the way" },
      directive: "rules that change or make answers",
      snippet: { context in
        """
        # for \(context.path) switch off, one after the other:
        # a cache, a bridge or a firewall that answers in the application's place,
        # rules that set a status or header fields of the answer, filters that read or change bodies;
        # a proxy of one's own needs a listener for upgrades
        # past the proxy, on the application's machine, it must be a 101 with the right Accept:
        \(context.askBackend.with("--only", "upgrade").text)
        """
      },
      apply: { _ in "reload what was changed" }, source: "RFC 6455 §4.2.2; RFC 9110 §7.8",
      checkedWith: "wsdoctor's own proxy",
      page: Page(
        "Hand the application's 101 on as it is",
        """
        What it is   The handshake's answer belongs to the key that the browser sent:
                     nobody on the way may make one up, or change its status or fields.
        Write        nothing: remove what does it. A cache or CDN, a bridge, a firewall
                     that answers itself, rules for status or fields of answers
        Seen by      101 with a Sec-WebSocket-Accept that doesn't fit the key; or the
                     right Accept under 200.
        Mind         Ask the application past the proxy: is its own 101 right?
        Sources      RFC 6455 §4.2.2; RFC 9110 §7.8
        """)),
    SetupStep(
      "proxy.websocket-compression", title: "let compressed frames through, or agree on none",
      file: { "the rule for \($0.path), on \($0.proxyName)" }, directive: "permessage-deflate",
      snippet: { _ in
        """
        # to the application, without this field:
        # Sec-WebSocket-Extensions: permessage-deflate
        """
      },
      apply: { $0.reload },
      source: "RFC 7692 §5, §6; RFC 6455 §9.1",
      note: { _ in
        "it takes the offer away, so that nobody compresses; better is to mend what spoils the frames"
      },
      checkedWith: "wsdoctor's own proxy",
      page: Page(
        "Let compressed frames through, or agree on none",
        """
        What it is   permessage-deflate is agreed upon in the handshake's field
                     Sec-WebSocket-Extensions; compressed frames have a reserved bit.
        Write        \(ProxyProduct.lines(.agreeOnCompression))
        Seen by      The connection breaks with the offer, and works without it.
        Mind         That takes the offer away: nobody compresses then.
        Sources      RFC 7692 §5, §6; IIS ARR: python-websockets issue 1192
        """)),
    SetupStep(
      "proxy.inspection", title: "leave connections alone once they are upgraded",
      file: { "the rules for \($0.path), on \($0.proxyName) and on whatever else is on the way" },
      directive: "filters, plug-ins, inspection",
      snippet: { context in
        """
        # for \(context.path) switch off, one after the other:
        # a web application firewall (ModSecurity, Coraza), plug-ins and middlewares
        # antivirus and inspection of the traffic; http:// instead of https:// invites both
        """
      },
      apply: { _ in "reload what was changed" }, source: "RFC 6455 §10.3",
      checkedWith: "wsdoctor's own proxy",
      page: Page(
        "Leave upgraded connections alone",
        """
        What it is   What reads or changes HTTP may take frames for it, or lose the
                     connection once it is upgraded.
        Write        nothing: take the path out of web application firewalls, plug-ins,
                     middlewares, antivirus
        Seen by      Connections that are cut at once without a Close frame, or frames
                     that break the protocol.
        Mind         wss:// hides the frames from everything that doesn't end TLS.
        Sources      RFC 6455 §10.3; reported for Caddy and Traefik with Coraza
        """)),
    SetupStep(
      "proxy.message-size", title: "room for the application's largest message",
      file: { "the rule for \($0.path), on \($0.proxyName)" }, directive: "frame or message size",
      snippet: { _ in
        """
        # AWS API Gateway: 32 KiB a frame, 128 KiB a message, fixed
        # web application firewalls: their limit of WebSocket frames or messages
        """
      },
      apply: { _ in "reload the proxy" }, source: "RFC 6455 §7.4.1 (1009); the products' manuals",
      checkedWith: "wsdoctor's own proxy",
      page: Page(
        "Room for the largest message",
        """
        What it is   nginx, Apache and HAProxy relay frames of any size; gateways and
                     web application firewalls may not.
        Write        AWS      API Gateway: 32 KiB a frame, 128 KiB a message, fixed
                     others   the limit of WebSocket frames or messages
        Seen by      A message to wsdoctor beacon comes back, a larger one doesn't.
        Sources      RFC 6455 §7.4.1 (1009); AWS API Gateway quotas
        """)),
  ]
}
