import Evidence
import HTTP1
import Knowledge
import Testing

/// Which application shows itself, by what, and which of its steps are seen done.
@Suite struct ProfileTests {
  private func recognised(_ head: String, _ body: String = "", path: String? = nil) throws
    -> Profile.Recognised
  {
    Profile.recognised(by: [try .init(captured: head, body)], foundPath: path)
  }

  static let signs: [(String, String, ProfileID)] = [
    ("HTTP/1.1 200 OK\nX-AREQUESTID: 828x50734503x18", "", "jira-chat"),
    ("HTTP/1.1 200 OK", "<meta name=\"application-name\" content=\"JIRA\">", "jira-chat"),
    ("HTTP/1.1 200 OK\nSet-Cookie: atlassian.xsrf.token=B0-x_lout; Path=/jira", "", "jira-chat"),
    ("HTTP/1.1 200 OK\nSet-Cookie: open-xchange-public-session-1=x", "", "open-xchange"),
    ("HTTP/1.1 200 OK", "<div id=\"io-ox-core\" class=\"abs\">", "open-xchange"),
    ("HTTP/1.1 200 OK", "<script src=\"/lib/js/nirvana.js\"></script>", "universal-messaging"),
    ("HTTP/1.1 200 OK\nSet-Cookie: SRVGROUP=common; path=/", "", "jelastic"),
    ("HTTP/1.1 200 OK\nServer: openresty\nX-Resolver-IP: 10.1.1.1", "", "jelastic"),
    // An application goes before the platform that it runs on.
    ("HTTP/1.1 200 OK\nX-Resolver-IP: 10.1.1.1\nX-AREQUESTID: 1x2x3", "", "jira-chat"),
  ]

  @Test(arguments: signs.indices) func `what shows an application`(index: Int) throws {
    let (head, body, expected) = Self.signs[index]
    let found = try recognised(head, body)
    #expect(found.profile.id == expected)
    #expect(!found.because.isEmpty)
  }

  static let others: [(String, String)] = [
    ("HTTP/1.1 200 OK", ""),
    // Jira Cloud, Bitbucket and Confluence are none of Jira Data Center's.
    ("HTTP/1.1 200 OK\nServer: AtlassianEdge\nX-AREQUESTID: 1x2x3", ""),
    ("HTTP/1.1 200 OK\nX-AREQUESTID: @1BVTGQHx583x1180x0", ""),
    (
      "HTTP/1.1 200 OK\nX-Confluence-Request-Time: 1\nSet-Cookie: atlassian.xsrf.token=x",
      "<meta name=\"ajs-version-number\" content=\"8.5\">"
    ),
    ("HTTP/1.1 200 OK\nServer: openresty", "<script src=\"/socket.io/socket.io.js\"></script>"),
    ("HTTP/1.1 200 OK\nSet-Cookie: JSESSIONID=1.node1", "<h1>Open-Xchange, Jira and Jelastic</h1>"),
    ("HTTP/1.1 200 OK", "<a href=\"/ws/\">nirvana</a>"),
  ]

  @Test(arguments: others.indices) func `any other application stays generic`(index: Int) throws {
    let (head, body) = Self.others[index]
    #expect(try recognised(head, body).profile.id == "generic")
  }

  @Test func `a path in the page shows the product whose own it is`() throws {
    func by(_ path: String) throws -> ProfileID {
      try recognised("HTTP/1.1 200 OK", path: path).profile.id
    }
    #expect(try by("/jira/com-spartez-support-chat/ws/1") == "jira-chat")
    #expect(try by("/socket.io/appsuite/?EIO=3") == "open-xchange")
    #expect(try by("/sv/ws") == "universal-messaging")
    #expect(try by("/socket.io/?EIO=4") == "generic")
    #expect(try by("/ws/chat") == "generic", "/ws/ is a sample's path, and many others'")
  }

  private func status(_ step: StepID, of profile: Profile, _ findings: Findings) -> StepStatus? {
    SetupGuide.statuses(
      profile: profile, proxy: "nginx", version: nil, observations: findings.observations(),
      missing: []
    ).first { $0.step == step }
  }

  @Test func `two refusals show that Open-Xchange reads sessions`() {
    let refused = World.but {
      $0.refuse(400)
      $0.set(.foreignSession, 403)
      $0.application { _ in }
    }
    let package = status("ox.websockets-package", of: .openXchange, refused)
    #expect(package?.status == .done)
    #expect(status("ox.authenticated-session", of: .openXchange, refused)?.status == .missing)
    #expect(status("ox.hazelcast", of: .openXchange, refused)?.status == .unknown)
    let alike = World.but {
      $0.refuse(404)
      $0.set(.foreignSession, 404)
    }
    #expect(status("ox.websockets-package", of: .openXchange, alike)?.status == .unknown)
  }

  @Test func `the base URL and the connector are two steps`() {
    let wrong = World.but {
      $0.application {
        $0.baseURL = PublicAddress("https://chat.example.test")
        $0.connector = PublicAddress("http://chat.example.test:8080")
      }
    }
    #expect(status("application.base-url", of: .jiraChat, wrong)?.status == .done)
    #expect(status("application.connector", of: .jiraChat, wrong)?.status == .missing)
  }

  @Test func `a client's line isn't needed where there is no TLS`() {
    let plain = World.but { $0.findings.tls = nil }
    #expect(
      status("um.client-secure", of: .universalMessaging, plain)?.status == .notNeeded)
    #expect(
      status("um.client-secure", of: .universalMessaging, World().findings)?.status == .done)
  }

  @Test func `what the platform does by itself is told`() throws {
    let step = try #require(status("jelastic.websocket-location", of: .jelastic, World().findings))
    #expect(step.status == .done)
    #expect(step.today?.contains("nginx-jelastic.conf") == true)
    #expect(
      status("jelastic.balancer-in-front", of: .jelastic, World().findings)?.status == .unknown)
  }
}
