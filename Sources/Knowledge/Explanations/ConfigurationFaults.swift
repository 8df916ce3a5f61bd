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
      """)
  ]
}
