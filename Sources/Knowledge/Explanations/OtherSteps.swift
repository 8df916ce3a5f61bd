extension Explanations {
  static let otherSteps: [Page] = [
    Page(
      "tls.certificate-chain", "Send the whole chain",
      """
      What it is   Server certificate first, then each intermediate; the root is not
                   sent.
      Write        cat HOST.crt INTERMEDIATE.crt > fullchain.pem
                   nginx    ssl_certificate fullchain.pem;
                   Apache   SSLCertificateFile fullchain.pem (2.4.8)
                   HAProxy  bind ... ssl crt FILE (key and chain in one)
      Seen by      One certificate came, and its issuer is unknown here.
      Sources      RFC 8446 §4.4.2; nginx.org, httpd and HAProxy manuals
      """),
    Page(
      "tls.certificate-name", "A certificate with the public name",
      """
      What it is   The host of the URL must be in subjectAltName; *.example.com fits
                   one label only.
      Seen by      The names of the certificate are shown; none fits.
      Mind         Often the right certificate exists and another site answers:
                   server_name, ServerName, or SNI that a proxy in front does not
                   send.
      Sources      RFC 9525 §6
      """),
    Page(
      "tls.certificate-renewal", "Renew the certificate, and reload",
      """
      What it is   A renewed file helps only after the proxy has read it.
      Write        nginx -s reload
                   apachectl graceful
                   systemctl reload haproxy
      Seen by      notAfter lies in the past.
      Sources      RFC 5280 §4.1.2.5
      """),
    Page(
      "client.url", "The right URL",
      """
      What it is   Scheme, host, port and slash as the users' browser has them.
      Write        https://HOST/PATH for the pages, wss://HOST/PATH for the endpoint
      Seen by      No such name, a refused port, plain text to a TLS port, or a
                   redirect that differs by scheme or slash only.
      Mind         From a page with https://, browsers open wss:// only: ws:// is
                   blocked before a packet leaves.
      Sources      RFC 6455 §3; W3C Mixed Content
      """),
    Page(
      "client.trust-root", "Trust the company's own CA",
      """
      What it is   A certificate of a private CA is trusted where its root is
                   installed.
      Write        wsdoctor https://HOST --cacert COMPANY-ROOT.pem
      Seen by      The chain ends at an issuer that is not in the trust store.
      Mind         --insecure asks without any proof of whom: your cookies are sent
                   then.
      Sources      RFC 5280 §6
      """),
    Page(
      "client.forward-proxy", "Go out as the browsers do",
      """
      What it is   Where the network needs a forward proxy, a WebSocket goes through
                   it by CONNECT.
      Write        wsdoctor https://HOST --via http://PROXY:3128
                   HTTPS_PROXY=http://PROXY:3128 NO_PROXY=.example.com wsdoctor ...
      Seen by      No answer without it; 403, 407 or 5xx to CONNECT with it.
      Sources      RFC 9110 §9.3.6; RFC 6455 §4.1
      """),
    Page(
      "client.network", "Ask from where the users are",
      """
      What it is   VPN, firewall, antivirus and DNS differ from place to place.
      Write        wsdoctor HOST --resolve HOST:443:ADDRESS      another way in
                   wsdoctor diff HERE.json THERE.json
                   ip route get ADDRESS                      the way there, or none
      Seen by      No route, no answer, or an issuer that is an inspection product.
      Sources      RFC 9293
      """),
    Page(
      "application.allowed-origins", "Tell the application its public address",
      """
      What it is   The page's Origin must be on the application's list, or equal the
                   host that it sees.
      Write        Tomcat   checkOrigin() of the endpoint
                   Rails    config.action_cable.allowed_request_origins
                   Grafana  root_url, allowed_origins
                   others   its base URL
      Seen by      Another Origin, or none, flips the refusal to 101.
      Sources      RFC 6455 §10.2; the applications' manuals
      """),
    Page(
      "application.session", "Send a session along",
      """
      What it is   Many endpoints are for users who are logged in.
      Write        wsdoctor --from-curl request.txt     the browser's request
                   wsdoctor URL --cookie-env SESSION    the cookie alone
      Seen by      A refusal or a Close frame by the application; it changes with a
                   session.
      Mind         Some sessions depend on the User-Agent (Open-Xchange): --from-curl
                   brings it along.
      Sources      RFC 6265; Open-Xchange middleware source
      """),
    Page(
      "application.subprotocol", "A subprotocol that both sides speak",
      """
      What it is   The page offers names in Sec-WebSocket-Protocol, the server answers
                   with the one that it takes. A browser closes a 101 that names none,
                   or one that the page didn't offer.
      Write        page     new WebSocket(url, ["v12.stomp"])
                   server   the same name in its list of subprotocols
      Seen by      A 101 without Sec-WebSocket-Protocol; or the handshake is taken
                   only without the offer.
      Mind         A page that offers none needs none: leave --subprotocol out then.
      Sources      RFC 6455 §1.9, §4.2.2; measured with aiohttp 3.14, 2026-11
      """),
    Page(
      "application.base-url", "Set the application's base URL",
      """
      What it is   The application builds the WebSocket address and its redirects from
                   it.
      Write        Jira     base URL, and proxyName, proxyPort, scheme of the
                            Connector
                   others   public URL, or trust in X-Forwarded-Proto and -Host
      Seen by      Redirects or links to another scheme, host or port than the one
                   asked.
      Sources      Atlassian docs, integrating Jira with a reverse proxy
      """),
    Page(
      "application.start", "Start the application",
      """
      What it is   The proxy is there, what it proxies to is not.
      Seen by      The proxy's own 502 or 503, or no answer at all.
      Mind         After a start some need minutes: Jira says its state at /status.
      Sources      RFC 9110 §15.6; Atlassian docs, Jira /status
      """),
    Page(
      "client.certificate", "Show a client certificate",
      """
      What it is   The server asks for a certificate of the client and refuses without
                   one.
      Write        wsdoctor https://HOST --client-cert CLIENT.pem --client-key KEY.pem
      Seen by      A TLS alert, or 400 "No required SSL certificate was sent".
      Mind         It is sent only to a server whose own certificate is trusted,
                   unless --insecure.
      Sources      RFC 8446 §4.3.2; nginx.org ssl_verify_client; measured with nginx
                   1.22.1, 2026-11
      """),
    Page(
      "client.subprotocol", "The subprotocol of the application",
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
      """),
    Page(
      "client.websocket-path", "The path of the endpoint",
      """
      What it is   The URL of an application does not tell where its WebSocket is.
      Write        1  in the browser: developer tools, Network, filter WS, reload
                   2  wsdoctor https://HOST --ws-path /PATH/FROM/THERE
                      or "Copy as cURL" of that request: wsdoctor --from-curl -
      Seen by      The usual path is answered by the application with 404, and nothing
                   shows that a WebSocket lives there.
      Sources      RFC 6455 §3
      """),
  ]
}
