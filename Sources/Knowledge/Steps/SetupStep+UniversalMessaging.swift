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
      }, checkedWith: "nirvana.js, build 112089; not tried with a realm"),
    SetupStep(
      "um.client-secure", title: "https in the client's session wherever the page has it",
      file: clientPage, directive: "realms", snippet: session, apply: deploy, source: sources,
      note: { _ in
        "the guide's secure is of an older client; https in realms makes wss. From a page with "
          + "https browsers open no ws://"
      }, checkedWith: "nirvana.js, build 112089; not tried with a realm"),
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
