extension Explanations {
  static let pageFaults: [Page] = [
    Page(
      "page.mixed-content", "The page opens ws:// on https",
      """
      You see      "Mixed Content" in the browser's console; no request for WebSocket.
      On the wire  browser      GET https://chat.example/
                   page         new WebSocket("ws://chat.example/ws")
                   browser      sends nothing
      Change       proxy        X-Forwarded-Proto, so that the application knows https
                   application  trust that field, or its public URL with https
      We know by   The page's scripts, read as a browser would: an address that stands
                   there without condition. One that depends on location is none.
      Looks alike  Nothing: the handshake itself may work by wss://.
      Reproduce    none; the tests play it
      Sources      W3C Mixed Content §4; HTML, WebSocket interface
      """),
    Page(
      "page.wrong-address", "The page opens an address that users can't reach",
      """
      You see      "connection refused" or an unknown host in the browser's console.
      On the wire  page         new WebSocket("ws://127.0.0.1:8131/events")
                   browser      asks its own machine
      Change       proxy        X-Forwarded-Host, -Proto and -Port, and Host
                   application  trust those fields, or its public URL
      We know by   The page's scripts, read as a browser would. An address inside is
                   never asked; any other one is, once, before it is called wrong.
      Looks alike  A WebSocket server of its own at another host: it answers.
      Reproduce    none; the tests play it
      Sources      RFC 7239; RFC 1918; RFC 6761
      """),
    Page(
      "upgrade.address-differs", "One address of the name leads elsewhere",
      """
      You see      it works for some users, or sometimes.
      On the wire  192.0.2.1    101
                   2001:db8::1  404, from another server block
      Change       the same configuration behind each address
      We know by   The same handshake at each address, at most 8; one that differs is
                   asked twice.
      Looks alike  tcp.address-broken: that address takes no connection at all.
      Reproduce    none; the tests play it
      Sources      RFC 8305
      """),
  ]
}
