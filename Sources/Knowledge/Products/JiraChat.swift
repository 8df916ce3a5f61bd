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
    keepaliveIsMessage: true,
    fallback: "Chat falls back to polling.",
    guide: [
      "nginx": [
        "nginx.http-version", "nginx.upgrade-header", "nginx.connection-header",
        "nginx.websocket-location", "nginx.read-timeout", "nginx.host-header",
      ],
      "apache": [
        "apache.proxy-wstunnel-module", "apache.proxy-requests-off",
        "apache.websocket-proxypass", "apache.proxypass-order", "apache.idle-timeout",
        "apache.preserve-host", "apache.websocket-balancer", "apache.balancer-proxypass",
        "apache.sticky-session", "apache.balancer-manager-restricted",
      ],
    ],
    recognises: { response in
      if response.head.fields.contains("X-AREQUESTID") { return true }
      if response.cookieNames.contains("atlassian.xsrf.token") { return true }
      let start = response.start
      return start.contains("name=\"application-name\" content=\"JIRA\"")
        || start.contains("name=\"ajs-version-number\"")
    })
}
