import Diagnosis
import Evidence

extension SetupStep {
  /// Steps in the page that uses Universal Messaging's client for JavaScript.
  static let universalMessaging: [SetupStep] = [
    SetupStep(
      "um.client-port", title: "the proxy's port in the client's session",
      file: clientPage, directive: "realms", snippet: session, apply: deploy, source: sources,
      note: { _ in
        "the guide's webSocketPort is of an older client; since 9.x the port stands in realms, and "
          + "without realms the client asks where its page came from"
      }, checkedWith: "nirvana.js, build 112089; not tried with a realm",
      seen: { seeing in
        seeing.switched
          ? .init(.done, "the handshake succeeds at this host and port")
          : .init(.unknown, "a line of the page, which isn't read")
      },
      today: "realms: [\"https://host:port\"] since 9.x; webSocketPort and secure are gone",
      page: Page(
        "Universal Messaging: the proxy's port in the client",
        """
        What it is   The client asks the realm that its session names, or where its
                     page came from: host and port must be the proxy's.
        Write        Nirvana.createSession({ realms : [ "https://PROXY:443" ] })
        Seen by      Done: the handshake at this address succeeds. What a page names
                     isn't read: its session may stand in any script.
        Mind         The guide's webSocketPort is of an older client (before 9.x).
        Reproduce    no demo: it is a line of the page, not of the proxy.
        Sources      IBM webMethods Universal Messaging 11.1; nirvana.js 112089
        """)),
    SetupStep(
      "um.client-secure", title: "https in the client's session wherever the page has it",
      file: clientPage, directive: "realms", snippet: session, apply: deploy, source: sources,
      note: { _ in
        "the guide's secure is of an older client; https in realms makes wss. From a page with "
          + "https browsers open no ws://"
      }, checkedWith: "nirvana.js, build 112089; not tried with a realm",
      seen: { seeing in
        if seeing.table[.tls] == nil {
          return .init(.notNeeded, "the address that was asked is http:")
        }
        return seeing.switched
          ? .init(.done, "the handshake succeeds over TLS")
          : .init(.unknown, "a line of the page, which isn't read")
      },
      today: "realms: [\"https://host:port\"] since 9.x; webSocketPort and secure are gone",
      page: Page(
        "Universal Messaging: https in the client",
        """
        What it is   https: in realms makes wss:. Browsers open no ws: from a page
                     with https:.
        Write        Nirvana.createSession({ realms : [ "https://PROXY:443" ] })
        Seen by      Done: the handshake over TLS succeeds. Not needed where the
                     address that was asked is http:.
        Mind         The guide's secure is of an older client (before 9.x).
        Reproduce    no demo: it is a line of the page, not of the proxy.
        Sources      IBM webMethods Universal Messaging 11.1; W3C Mixed Content
        """)),
  ]

  private static let clientPage: Text = { _ in "the page's script that starts the session" }
  private static let deploy: Text = { _ in "deliver the page anew; users reload it" }
  private static let sources =
    "IBM webMethods Universal Messaging 11.1, Developing for JavaScript: sessions, drivers"

  private static let session: Text = { context in
    """
    var session = Nirvana.createSession({
        realms : [ "\(context.origin)" ]
    });
    session.start();
    """
  }
}
