extension Explanations {
  static let applicationFaults: [Page] = [
    Page(
      "application.server-error", "The application itself fails",
      """
      You see      500 on every page, in the application's own words; or a WebSocket
                   that closes at once with a code from 1011 to 1014.
      On the wire  you          GET / or a handshake
                   application  500, or 101 and then Close 1011
      Change       app      its log at the minute of this run; the proxy is fine
      We know by   The application wrote the 5xx on everything, or closed with
                   1011-1014 right after the 101.
      Looks alike  http.backend-unreachable: there the proxy wrote it.
      Sources      RFC 9110 §15.6.1; RFC 6455 §7.4.1; IANA WebSocket close codes
      """),
    Page(
      "application.session-refused", "The application wants a session",
      """
      You see      101, then a Close frame (1003, 1008, 4xxx) or an error message at
                   once. Or: each connection ends as another of the session opens.
      On the wire  you          GET /ws + Upgrade, no cookie
                   application  101: the way is fine
                   application  Close 1008 or an error: who are you?
      Change       client   send what the browser sends: --from-curl, or --cookie
                   app      log in first; some need a message before they stay
      We know by   The 101 and a Close frame by the application came through the
                   proxy; with another Origin and with none it closes as well. It
                   is proven where its own words ask for a login. A warning.
      Looks alike  upgrade.origin-rejected: an application that wants its own address
                   as Origin may close for that without a word. tunnel.cut-early:
                   there no Close frame comes.
      Reproduce    wsdoctor demo application.session-refused
      Sources      RFC 6455 §7.4.1, §7.4.2
      """),
    Page(
      "application.handshake-refused", "The application refuses this handshake",
      """
      You see      401, 403 or 400 for the handshake, in the application's words;
                   501 from XMPP servers that want their subprotocol.
      On the wire  you          GET /ws + Upgrade, no session
                   proxy        passes it on
                   application  401, 403 or 400, only with Upgrade: it saw a handshake
      Change       client   send what the browser sends: --from-curl, or --cookie
                   app      membership, licence, subprotocol: see its documentation
                   Open-Xchange  400 without session, 403 with an unknown one: that is
                                 health
      We know by   The application wrote it, only with Upgrade, and no change that we
                   may make flips it. The proxy is fine: a warning. Or: an offer of
                   well-known subprotocols flips it, which proves it and names one.
      Looks alike  upgrade.origin-rejected flips with the Origin; upgrade.blocked is
                   written by something in front.
      Sources      RFC 6455 §4.2.2; Open-Xchange middleware source (Grizzly
                   WebSockets)
      """),
  ]
}
