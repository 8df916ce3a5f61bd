import Evidence
import Testing

@testable import Investigation

@Suite struct CheckOptionsTests {
  private func again(_ change: (inout CheckOptions) -> Void) throws -> [String] {
    var options = CheckOptions(url: try TargetURL(parsing: "https://app.example.test"))
    change(&options)
    return options.again { $0 }
  }

  @Test func `what was given by option is asked for again`() throws {
    #expect(try again { _ in }.isEmpty)
    let options = try again {
      $0.profile = "jira-chat"
      $0.behind = "nginx"
      $0.webSocketPath = "/chat/ws"
      $0.pollingPath = "/poll"
      $0.idle = .seconds(5)
      $0.keepalive = .milliseconds(1500)
      $0.origin = "https://other.example.test"
      $0.subprotocols = ["chat"]
      $0.resolve = [ResolveOverride(host: "app.example.test", port: 443, address: "192.0.2.1")]
      $0.caFile = "root.pem"
      $0.insecure = true
    }
    #expect(
      options == [
        "--profile jira-chat", "--behind nginx", "--ws-path /chat/ws", "--polling-path /poll",
        "--idle 5s", "--keepalive 1500ms", "--origin https://other.example.test",
        "--subprotocol chat", "--resolve app.example.test:443:192.0.2.1", "--cacert root.pem",
        "--insecure",
      ])
  }

  @Test func `what could be secret isn't`() throws {
    let options = try again {
      $0.headers = [("Cookie", "session=secret")]
      $0.subprotocols = ["eyJhbGciOiJIUzI1NiJ9.secret"]
      $0.via = ForwardProxyOption(url: "http://user:secret@proxy.example:3128", source: .option)
    }
    #expect(options.isEmpty)
    var shown = CheckOptions(url: try TargetURL(parsing: "https://app.example.test"))
    shown.webSocketPath = "/ws?token=secret"
    #expect(shown.again { $0.replacing("secret", with: "…") }.joined().contains("secret") == false)
  }

  @Test func `the browser's pasted request isn't taken apart`() throws {
    let options = try again {
      $0.pathFromCurl = true
      $0.webSocketPath = "/ws"
      $0.origin = "https://app.example.test"
      $0.subprotocols = ["chat"]
    }
    #expect(options.isEmpty)
  }

  @Test func `a shell reads nothing into it`() throws {
    let options = try again {
      $0.webSocketPath = "/ws?a=1&b=$(x)"
      $0.caFile = "it's.pem"
    }
    #expect(options == ["--ws-path '/ws?a=1&b=$(x)'", "--cacert 'it'\\''s.pem'"])
  }
}
