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
  ]
}
