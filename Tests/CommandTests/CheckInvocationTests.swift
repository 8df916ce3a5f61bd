import Evidence
import Foundation
import Investigation
import Testing

@testable import wsdoctor

/// What the options make of a check, without carrying it out.
@Suite struct CheckInvocationTests {
  private func read(_ arguments: String...) throws -> [CheckOptions] {
    var invocation = CheckInvocation()
    let words = try OptionTable.check.parse(arguments, into: &invocation)
    return try invocation.targets(words)
  }

  private func text(_ options: CheckOptions) -> [String] {
    options.headers.map { "\($0.name): \($0.value)" }
  }

  @Test func `what is not given has its default`() throws {
    let options = try #require(try read("h.example").first)
    #expect(options.url.description == "https://h.example")
    #expect(options.idle == .seconds(75))
    #expect(options.stepTimeout == .seconds(10))
    #expect(options.keepalive == nil && options.maxTime == nil && options.profile == nil)
    #expect(!options.quick && !options.insecure && options.fingerprintRequests)
  }

  @Test func `every option finds its place`() throws {
    let options = try #require(
      try read(
        "--profile", "jira-chat", "--behind=nginx", "--ws-path", "a/ä", "--polling-path", "/p",
        "--quick", "--idle", "1.5m", "--keepalive", "500ms", "--timeout", "2s", "--max-time", "1h",
        "-HX-A: 1", "-H", "Cookie: c=3", "-b", "a=1", "-bb=2", "--origin", "https://o.example",
        "--subprotocol", "x", "-H", "Sec-WebSocket-Protocol: y, z",
        "--resolve", "h.example:443:[::1]", "--resolve", "H:1:192.0.2.1",
        "-x", "http://u:p@proxy.example:3128/", "-k", "--only", "upgrade", "--skip", "idle",
        "--no-fingerprint-requests", "--fail-on", "never", "--", "h.example"
      ).first)
    #expect(options.profile == "jira-chat" && options.behind == "nginx")
    #expect(options.webSocketPath == "/a/%C3%A4" && options.pollingPath == "/p")
    #expect(
      options.quick && options.idle == .seconds(90) && options.keepalive == .milliseconds(500))
    #expect(options.stepTimeout == .seconds(2) && options.maxTime == .seconds(3600))
    #expect(text(options) == ["X-A: 1", "Cookie: c=3; a=1; b=2"])
    #expect(options.origin == "https://o.example" && options.subprotocols == ["x", "y", "z"])
    #expect(
      options.resolve == [
        ResolveOverride(host: "h.example", port: 443, address: "::1"),
        ResolveOverride(host: "h", port: 1, address: "192.0.2.1"),
      ])
    #expect(options.via?.url == "http://u:p@proxy.example:3128" && options.via?.source == .option)
    #expect(options.insecure && !options.fingerprintRequests && options.failOn == .never)
    #expect(options.only == ["upgrade"] && options.skip == ["idle"])
  }

  @Test func `fields and cookies come from files and variables`() async throws {
    try await withScratchFolder { folder in
      let file = folder.appending(path: "headers").path
      try Data("# comment\nX-A: 1\r\n\nX-B:2\n".utf8).write(to: URL(filePath: file))
      unsafe setenv("WSDOCTOR_TEST_TOKEN", "Bearer t\n", 1)
      let options = try #require(
        try read("h", "-H", "@\(file)", "--header-env", "Authorization=WSDOCTOR_TEST_TOKEN")
          .first)
      #expect(text(options) == ["X-A: 1", "X-B: 2", "Authorization: Bearer t"])
    }
  }

  @Test func `a pasted handshake gives path, session and origin`() async throws {
    try await withScratchFolder { folder in
      let file = folder.appending(path: "curl").path
      let curl = """
        curl 'wss://h.example/ws?x=1' -H 'Origin: https://h.example' -H 'Cookie: s=1' \
        -H 'User-Agent: Firefox' -H 'Sec-WebSocket-Key: k'
        """
      try Data(curl.utf8).write(to: URL(filePath: file))
      let alone = try #require(try read("--from-curl", file).first)
      #expect(alone.url.description == "wss://h.example/ws")
      #expect(alone.webSocketPath == "/ws?x=1" && alone.pathFromCurl)
      #expect(alone.origin == "https://h.example")
      #expect(text(alone) == ["User-Agent: Firefox", "Cookie: s=1"])

      let page = try #require(
        try read("https://h.example", "--from-curl", file, "-H", "user-agent: me").first)
      #expect(page.url.description == "https://h.example")
      #expect(page.webSocketPath == "/ws?x=1" && page.pathFromCurl)
      #expect(text(page) == ["user-agent: me", "Cookie: s=1"])

      let given = try #require(try read("--from-curl", file, "--ws-path", "/other").first)
      #expect(given.webSocketPath == "/other" && !given.pathFromCurl)

      let error = #expect(throws: UsageError.self) {
        try read("https://evil.example", "--from-curl", file)
      }
      #expect(error?.message.contains("cookies are not sent elsewhere") == true)
    }
  }

  @Test func `several addresses share the options and keep their order`() throws {
    let targets = try read("b.example", "--quick", "ws://a.example/ws")
    #expect(targets.map(\.url.description) == ["https://b.example", "ws://a.example/ws"])
    #expect(targets.filter(\.quick).count == 2)
  }

  static let durations: [(String, Duration)] = [
    ("90s", .seconds(90)), ("10m", .seconds(600)), ("1h", .seconds(3600)),
    ("500ms", .milliseconds(500)), ("1.5s", .milliseconds(1500)), ("2min", .seconds(120)),
    ("0.1ms", .milliseconds(1)),
  ]

  @Test(arguments: durations) func `a duration is a number and its unit`(
    text: String, duration: Duration
  ) throws {
    #expect(try DurationArgument.parse(text) == duration)
  }

  @Test(arguments: [
    "", "s", "1", "1 s", "-1s", "1e3s", "nans", "infs", "1..2s", "169h", "٣s", "1S",
  ])
  func `what is no duration`(text: String) {
    #expect(throws: UsageError.self) { try DurationArgument.parse(text) }
  }
}
