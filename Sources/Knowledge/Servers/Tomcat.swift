import Evidence
import HTTP1

extension ServerProduct {
  /// Apache Tomcat 8.5 and later, on which Jira runs. Its WebSocket filter steps aside unless GET,
  /// `Upgrade: websocket` and a known path come together; then it looks at the Connection token
  /// (400), the version (426), the key (400) in this order (measured with 10.1.60).
  static let tomcat = ServerProduct(
    "tomcat", name: "Tomcat",
    forms: [
      .init([.wrongVersion], because: "426 with Sec-WebSocket-Version and no reason phrase") {
        $0.status == 426 && $0.head.reason.isEmpty
          && $0.head.fields.contains("Sec-WebSocket-Version")
      },
      .init([.plain, .unknownPath], because: "its page for 404") {
        $0.status == 404 && isPage($0)
      },
      .init([.withoutConnectionToken, .withoutKey], because: "its page for 400") {
        $0.status == 400 && isPage($0)
      },
      // So does Hypercorn.
      .init(
        [.withoutConnectionToken, .withoutKey], because: "its bare 400 without a reason phrase",
        isShared: true
      ) {
        $0.status == 400 && $0.head.reason.isEmpty && $0.body.isEmpty
      },
      .init([], because: "its error page") { isPage($0) },
      .init([], because: "its Server field") {
        $0.head.fields.first("Server")?.hasPrefix("Apache-Coyote/") == true
      },
      .init([.plain, .unknownPath], because: "Jira's own fields") {
        $0.status == 404 && $0.head.fields.contains("X-AREQUESTID")
      },
      .init([], because: "Jira's own fields") { $0.head.fields.contains("X-AREQUESTID") },
      .init([], because: "cookie JSESSIONID and no reason phrase") {
        $0.head.reason.isEmpty && $0.status < 400 && $0.cookieNames.contains("JSESSIONID")
      },
    ],
    beforeVersion: [.withoutConnectionToken],
    pathEcho: { response in
      guard response.status == 404, isPage(response) else { return nil }
      return text(in: response.start, after: "The requested resource [", before: "]")
        .flatMap(path(of:))
    })

  private static func isPage(_ response: Answer.Response) -> Bool {
    let start = response.start
    return start.contains("<title>HTTP Status \(response.status)")
      && start.contains("class=\"line\"")
      || start.contains("<title>HTTP Status \(response.status)") && response.head.reason.isEmpty
  }
}
