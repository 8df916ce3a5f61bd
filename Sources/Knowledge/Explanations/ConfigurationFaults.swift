extension Explanations {
  static let configurationFaults: [Page] = [
    Page(
      "config.balancer-manager-exposed", "The page of the balancer is open to everybody",
      """
      You see      nothing: WebSocket and pages may be fine.
      On the wire  anybody      GET /balancer-manager
                   Apache       200: the nodes' addresses, and a form to change them
      Change       Apache   Require ip, or Require local, in the page's <Location>
      We know by   The title of the answer. A warning; asked for behind Apache only,
                   and not with --no-fingerprint-requests.
      Looks alike  Nothing: no other page is called so.
      Mind         What the page shows is used: which groups there are, and whether
                   their members are ws://. The samples of the guides leave it open.
      Sources      httpd mod_proxy_balancer; measured with Apache 2.4.71, 2026-11
      """),
    Page(
      "config.open-forward-proxy", "The proxy forwards everybody's requests",
      """
      You see      nothing: WebSocket and pages may be fine. Strangers use the server
                   to reach other hosts, and hosts behind it.
      On the wire  anybody      GET http://wsdoctor.invalid/ HTTP/1.1
                   Apache       502: wsdoctor.invalid has no address
      Change       Apache   ProxyRequests Off; ProxyPass doesn't need it
      We know by   The error says that this host has no address, and a page of the
                   server's own with that Host doesn't. A warning; asked for behind
                   Apache only, and not with --no-fingerprint-requests.
      Looks alike  Nothing.
      Mind         Guides that say ProxyRequests Off say what is the default anyway.
      Sources      httpd mod_proxy, ProxyRequests; RFC 9112 §3.2.2; RFC 6761 §6.4;
                   measured with Apache 2.4.71, 2026-11
      """),
  ]
}
