extension Explanations {
  static let probePages: [Page] = [
    Page(
      "dns", "Does the name have addresses?",
      """
      It asks      the system's resolver for the addresses of the host; not when
                   --resolve gives one, and not through a forward proxy.
      It means     pass     at least one address
                   fail     dns.not-found or dns.failed
      Sources      getaddrinfo(3)
      """),
    Page(
      "tcp", "Does each address accept connections?",
      """
      It asks      every address of the host, each on its own.
      It means     pass     all accept
                   warn     tcp.address-broken: some do
                   fail     tcp.refused, .timeout, .reset or .unreachable
      Needs        dns
      Sources      RFC 9293; RFC 8305
      """),
    Page(
      "tls", "Is the certificate right?",
      """
      It asks      a TLS handshake with the name of the URL; when only the
                   verification fails, the run goes on without it, says so, and sends
                   no cookie, header or client certificate of yours.
      It means     pass     trusted, in time, for this name, with its chain
                   fail     one of the faults tls.*
      Needs        tcp; only for https and wss
      Sources      RFC 8446; RFC 5280; RFC 9525
      """),
    Page(
      "http", "Are ordinary requests answered, and by whom?",
      """
      It asks      GET of the URL, of / and of a random sibling path.
      It means     pass     the application is reached
                   fail     one of the faults http.*: on every path the same
      Needs        tcp, tls
      Sources      RFC 9110
      """),
    Page(
      "fingerprint", "Which proxy, which application server?",
      """
      It asks      nothing new as long as what was seen is enough: Server, Via,
                   cookies, the text of error pages, the missing reason phrase of
                   Tomcat. Then OPTIONS or GET with Max-Forwards: 0, unless
                   --no-fingerprint-requests.
      It means     proven   only this product does so
                   likely   it says so itself
                   possible  it is one of several
      Needs        http
      Mind         The Server field alone does not say who answered: nginx puts its
                   own on relayed answers too.
      Sources      RFC 9110 §7.6.2; measured with seven proxies, 2026-11
      """),
    Page(
      "upgrade", "Does the handshake succeed?",
      """
      It asks      the opening handshake of RFC 6455, as a browser on the
                   application's page sends it: Origin, offer of permessage-deflate,
                   your cookies. Taken, it is made twice more, once with a moment
                   between connection and request; if they differ, three times more.
      It means     pass     101 with the right Accept
                   fail     one of the faults upgrade.* or application.*
      Needs        http
      Sources      RFC 6455 §4
      """),
    Page(
      "misroute", "Where did the refused handshake end?",
      """
      It asks      the same again with one thing changed: without Upgrade, without the
                   Connection token, with version 99, with another Origin, without the
                   offer, on a random sibling path; and what a path elsewhere that
                   nobody knows, and the endpoint's folders, get. At most 16 requests.
      It means     pass     the handshake reaches a program that understands it
                   fail     what flips, or does not, names the fault
      Needs        upgrade
      Mind         What differs between two answers says more than a status: the same
                   cause is 404 behind Tomcat, 400 behind aiohttp, 426 behind ws.
      Sources      measured with 397 labelled runs: the status alone names 74 %,
                   relations 97 %
      """),
    Page(
      "messages", "Do frames go through, both ways?",
      """
      It asks      a ping on the open connection; messages of growing size only where
                   the endpoint echoes (wsdoctor beacon).
      It means     pass     the pong came back
                   warn     application.session-refused, tunnel.ping-unanswered,
                            tunnel.message-too-big
                   fail     one of the faults tunnel.*
      Needs        upgrade
      Sources      RFC 6455 §5.5.2
      """),
  ]
}
