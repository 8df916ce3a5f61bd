import Evidence
import HTTP1

extension Profile {
  /// Chat for Jira Service Management (Appfire, formerly Spartez): endpoints below
  /// `/com-spartez-support-chat/ws/`, a keepalive each 30 s, periodic polling as fallback.
  public static let jiraChat = Profile(
    id: "jira-chat", title: "Chat for Service Desk", application: "Jira", feature: "Chat",
    backend: "JIRA-BACKEND", balancerGroup: "jiracluster-ws",
    webSocketPath: "/com-spartez-support-chat/ws/x",
    locationPath: "/com-spartez-support-chat/ws/", keepaliveSeconds: 30,
    keepaliveIsMessage: true, fallback: .polling(path: nil),
    fallbackSentence: "Chat falls back to polling.",
    ownSteps: ["application.base-url", "application.connector"],
    documents: jiraDocuments, recognises: signOfJira)

  /// Jira Server and Data Center 7.1 to 9.12 answer these without a login.
  private static var jiraDocuments: Documents {
    var documents = Documents()
    documents.baseURL = "/rest/api/2/serverInfo"
    documents.state = "/status"
    documents.session = "/rest/api/latest/myself"
    documents.metadata = (
      "ajs-base-url", "ajs-server-scheme", "ajs-server-name", "ajs-server-port"
    )
    return documents
  }

  private static let signOfJira: @Sendable (Answer.Response) -> String? = { response in
    let fields = response.head.fields
    // Jira Cloud has none of these paths.
    if fields.first("Server") == "AtlassianEdge" || fields.contains("atl-traceid") { return nil }
    if fields.contains("X-Confluence-Request-Time") { return nil }
    if response.start.contains("name=\"application-name\" content=\"JIRA\"") {
      return "the page's metadata name Jira"
    }
    if let id = fields.first("X-AREQUESTID"), isJiraRequestID(id) {
      return "X-AREQUESTID, as Jira writes it"
    }
    return response.cookieNames.contains("atlassian.xsrf.token")
      ? "cookie atlassian.xsrf.token" : nil
  }

  /// Minute, number and load, as in `646x50734503x18`; Bitbucket's begins with `@`.
  private static func isJiraRequestID(_ text: String) -> Bool {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false)
    return parts.count == 3 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isNumber) }
  }
}
