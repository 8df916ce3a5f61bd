import Evidence
import Knowledge
import Testing

@testable import Investigation

@Suite struct CheckOptionsTests {
  private func again(_ change: (inout CheckOptions) -> Void) throws -> String {
    var options = CheckOptions(url: try TargetURL(parsing: "https://app.example.test"))
    change(&options)
    return options.again(Redactor(secrets: ["hunter2"])).text
  }

  @Test func `what was given by option is asked for again`() throws {
    #expect(try again { _ in } == "wsdoctor https://app.example.test")
    let command = try again {
      $0.profile = "jira-chat"
      $0.behind = "nginx"
      $0.webSocketPath = "/chat/ws"
      $0.pollingPath = "/poll"
      $0.only = ["upgrade"]
      $0.skip = ["idle"]
      $0.fingerprintRequests = false
      $0.quick = true
      $0.idle = .seconds(5)
      $0.keepalive = .milliseconds(1500)
      $0.stepTimeout = .seconds(3)
      $0.maxTime = .seconds(60)
      $0.origin = "https://other.example.test"
      $0.subprotocols = ["chat"]
      $0.resolve = [
        ResolveOverride(host: "app.example.test", port: 443, address: "192.0.2.1"),
        ResolveOverride(host: "::1", port: 443, address: "::2"),
        ResolveOverride(host: "*", port: 80, address: "192.0.2.1"),
      ]
      $0.via = ForwardProxyOption(url: "http://proxy.example:3128", source: .option)
      $0.insecure = true
    }
    #expect(
      command == "wsdoctor https://app.example.test --profile jira-chat --behind nginx "
        + "--ws-path /chat/ws --polling-path /poll --only upgrade --skip idle "
        + "--no-fingerprint-requests --quick --idle 5s --keepalive 1500ms --timeout 3s "
        + "--max-time 60s --origin https://other.example.test --subprotocol chat "
        + "--resolve app.example.test:443:192.0.2.1 --resolve '[::1]:443:::2' "
        + "--resolve '*:80:192.0.2.1' --via http://proxy.example:3128 --insecure")
  }

  @Test func `in place of what is secret stands a word that the reader replaces`() throws {
    let command = try again {
      $0.url.target = "/app;sid=hunter2/9f86d081884c7d659a2feaa0c55ad015?ticket=hunter2&EIO=4"
      $0.headers = [("Cookie", "session=hunter2"), ("X-Api-Key", "hunter2"), ("Accept", "a/b")]
      $0.subprotocols = ["eyJhbGciOiJIUzI1NiJ9.secret", "chat"]
      $0.via = ForwardProxyOption(url: "http://user:hunter2@proxy.example:3128", source: .option)
      $0.caFile = "secret/root.pem"
      $0.clientCertificateFile = "secret/cert.pem"
      $0.clientKeyFile = "secret/key.pem"
    }
    #expect(
      command == "wsdoctor 'https://app.example.test/app;sid=VALUE/TOKEN?ticket=VALUE&EIO=4' "
        + "--cookie-env COOKIE_VALUE --header-env X-Api-Key=X_API_KEY_VALUE "
        + "--header 'Accept: a/b' --subprotocol TOKEN --subprotocol chat "
        + "--via http://USER:PASSWORD@proxy.example:3128 --cacert ROOT-CERTIFICATE.pem "
        + "--client-cert CLIENT-CERTIFICATE.pem --client-key CLIENT-KEY.pem")
  }

  static let targets: [(String, String)] = [
    ("/ws?token=hunter2", "/ws?token=VALUE"), ("/ws?hunter2", "/ws?VALUE"), ("/ws?", "/ws?"),
    ("/ws?a=", "/ws?a="), ("/ws?hunter2=1", "/ws?NAME=VALUE"), ("/hunter2/ws", "/TOKEN/ws"),
    ("/ws?EIO=4&transport=websocket", "/ws?EIO=4&transport=websocket"), ("/", "/"),
    ("/ws//x", "/ws//x"), ("/ws?EIO=hunter2", "/ws?EIO=VALUE"),
  ]

  @Test(arguments: targets) func `a path keeps its form`(target: String, shown: String) {
    #expect(Redactor(secrets: ["hunter2"]).pasted(target: target) == shown)
  }

  @Test func `a proxy of the environment is there again by itself`() throws {
    let command = try again {
      $0.via = ForwardProxyOption(url: "http://proxy.example:3128", source: .environment)
    }
    #expect(command == "wsdoctor https://app.example.test")
  }

  @Test func `a shell reads nothing into it`() throws {
    let command = try again { $0.webSocketPath = "/it's$(x)" }
    #expect(command == "wsdoctor https://app.example.test --ws-path '/it'\\''s$(x)'")
  }
}
