extension Explanations {
  static let tunnelFaults: [Page] = [
    Page(
      "tunnel.dead", "After the 101 nothing ever comes back",
      """
      You see      The page says "connected" and stays empty.
      On the wire  you          101
                   you          ping
                   proxy        keeps the bytes: a buffer, an antivirus, a filter
                                no pong, no message, no close
      Change       proxy    a filter or buffer on upgraded connections: off for this
                            path
                   network  wss:// instead of ws://; exclude the host from inspection
      We know by   No byte after the 101, not even the pong that RFC 6455 demands.
      Looks alike  An application that answers no ping: it breaks the RFC; a message
                   of its own tells.
      Sources      RFC 6455 §5.5.2, §5.5.3; reported for antivirus products (engine.io
                   issue 123)
      """),
    Page(
      "tunnel.buffered", "Messages come late, in a lump",
      """
      You see      The live view jumps every few seconds or when the page is left.
      On the wire  you          ping, ping, ping
                   proxy        collects the answers
                   you          three pongs at once
      Change       proxy    no buffering or compression of upgraded connections
      We know by   Pings sent apart are answered together, in two rounds; or only when
                   the connection is closed.
      Looks alike  A pause of the application or the network: then it happens once.
      Reproduce    wsdoctor demo tunnel.buffered
      Sources      RFC 6455 §5.5.2, §5.5.3
      """),
    Page(
      "tunnel.cut-early", "The connection is cut right after the 101",
      """
      You see      Connected, closed, connected, closed: several times a minute.
      On the wire  you          101
                   someone      FIN or RST within 5 s, no Close frame
                   you          again: the same, three times
      Change       proxy    a WAF or plug-in that loses the upgraded connection
                            (Coraza, ModSecurity, some middlewares): bypass it for the
                            path
                   app      it crashes on the first frame: its log
      We know by   FIN or RST without Close frame under 5 s, three times; of several
                   connections perhaps only some.
      Looks alike  application.session-refused sends a Close frame; idle limits need
                   quiet time. Once is no rule: a restart cuts too.
      Reproduce    wsdoctor demo tunnel.cut-early
      Sources      RFC 6455 §7.1.5; reported for Caddy and Traefik with Coraza
      """),
    Page(
      "tunnel.compression-broken", "Compressed messages break the connection",
      """
      You see      Connected, and closed at the first message; older clients work.
      On the wire  you          offer permessage-deflate
                   application  101 that accepts it
                   proxy        cannot carry it: FIN at the first compressed frame
                   you          without the offer all works
      Change       IIS      ARR 3: remove HTTP_SEC_WEBSOCKET_EXTENSIONS in the rule
                   app      switch its compression off
      We know by   It flips with the offer of the extension, there and back.
                   Messages are only sent to an endpoint that is known to echo them:
                   wsdoctor beacon.
      Looks alike  upgrade.extension-rejected: there the handshake itself is refused.
      Sources      RFC 7692; reported for IIS ARR 3 (python-websockets issue 1192)
      """),
    Page(
      "tunnel.message-too-big", "Large messages break the connection",
      """
      You see      Small messages pass; a file or a long text closes the connection.
      On the wire  you          messages of growing size, echoed
                   someone      Close 1009, or FIN, from one size on
      Change       app      its limit for messages (Tomcat: 8 KB text buffer)
                   AWS      API Gateway: 32 KB a frame, 128 KB a message, fixed
      We know by   A boundary between two sizes, found with wsdoctor beacon behind the
                   proxy: it echoes 4 MiB. An application gets no messages of ours.
      Looks alike  A limit of the application is no fault of the proxy.
      Sources      RFC 6455 §7.4.1 (1009); AWS API Gateway quotas; Tomcat WebSocket
                   docs
      """),
    Page(
      "tunnel.ping-unanswered", "A ping gets no answer, a Close frame does",
      """
      You see      Nothing: a browser's page can't ping.
      On the wire  you          101, then a ping
                   someone      no pong
                   you          Close
                   application  Close
      Change       app      one that answers pings, as RFC 6455 demands
                   any      a keepalive that is a message, for programs that ping
      We know by   No pong within the limit of a step, and then the closing handshake.
      Looks alike  tunnel.dead: there nothing comes back at all.
                   tunnel.buffered: there the pong comes with the Close frame.
      Sources      RFC 6455 §5.5.2
      """),
    Page(
      "tunnel.corrupted", "Bytes are changed on the way",
      """
      You see      "Invalid frame header" or "Unrecognized frame opcode" in the
                   console.
      On the wire  application  correct frames
                   proxy        adds, drops or rewrites bytes: HTTP headers in the
                                stream, a filter, text replaced
                   you          a frame that no server would send
      Change       proxy    no content filter, rewriting or compression on the path
                   app      Engine.IO 3 against 4: HTTP/1.1 400 as a frame is that, no
                            proxy
      We know by   A protocol violation that a direct connection does not show.
      Looks alike  A server of another protocol version that answers in plain HTTP
                   after its 101.
      Sources      RFC 6455 §5.2; engine.io source
      """),
    Page(
      "unexplained", "WebSocket fails, and no known cause fits",
      """
      You see      A handshake fails; the report shows all that was seen.
      On the wire  you          the handshake, and it with one thing changed at a time
                   someone      answers that fit no cause we know
      Change       1        put wsdoctor beacon behind the proxy: what arrives is then
                            seen
                   2        --verbose shows every answer
                   3        please report it, with the JSON of --format json
      We know by   Every hypothesis is contradicted by an observation.
      Looks alike  several faults at once.
      Sources      the report itself
      """),
  ]
}
