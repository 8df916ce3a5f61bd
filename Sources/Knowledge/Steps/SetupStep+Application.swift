import Evidence

extension SetupStep {
  static let application: [SetupStep] = [
    SetupStep(
      "application.session", title: "a session that the application accepts",
      file: { _ in "this command line" }, directive: "--from-curl",
      snippet: { "wsdoctor --from-curl -   # paste the browser's Copy as cURL of \($0.path)" },
      apply: { _ in "log in with the browser, copy its WebSocket request, ask again" },
      source: "RFC 6455 §10.5", checkedWith: "Tomcat 10.1"),
    SetupStep(
      "application.allowed-origins", title: "allow the page's origin",
      file: { "\($0.application)'s settings: base URL, allowed origins" },
      directive: "allowed origins", snippet: { $0.origin },
      apply: { _ in "restart or reload the application if it asks for it" },
      source: "RFC 6455 §10.2", checkedWith: "Tomcat 10.1"),
    SetupStep(
      "application.start", title: "an application that runs and answers",
      file: { "\($0.application)'s machine" }, directive: "service",
      snippet: { "curl -i http://\($0.backend)/   # on the application's own machine" },
      apply: { _ in "start it, and read its log" }, source: "RFC 9110 §15.6",
      checkedWith: "Tomcat 10.1"),
    SetupStep(
      "application.base-url", title: "the application's base URL as users type it",
      file: { "\($0.application)'s settings" }, directive: "base URL",
      snippet: { $0.origin },
      apply: { _ in "Jira: System, General configuration, Base URL; others: public or root URL" },
      source: "Atlassian, Configuring the base URL",
      note: { _ in
        "only if users come by the address that was asked; if they don't, ask by theirs"
      },
      checkedWith: "its documentation, Jira 9; not tried"),
    SetupStep(
      "application.connector", title: "the connector told about the proxy in front of it",
      file: { _ in "server.xml of Tomcat, which Jira brings along" },
      directive: "proxyName, proxyPort, scheme, secure",
      snippet: { context in
        """
        <Connector port="8080" proxyName="\(context.host)" proxyPort="\(context.port)"
                   scheme="\(context.isSecure ? "https" : "http")" secure="\(context.isSecure)" ... />
        """
      },
      apply: { _ in "restart the application; one connector for each public address" },
      source: "Atlassian, Integrating Jira with Apache; Tomcat, The HTTP Connector",
      note: { _ in
        "or Tomcat's RemoteIpValve, if the proxy sends X-Forwarded-Proto and the Host as it came"
      },
      checkedWith: "its documentation, Tomcat 9; not tried"),
  ]
}
