import Investigation
import Testing

@testable import wsdoctor

@Suite struct ForwardProxyTests {
  struct Case: CustomTestStringConvertible {
    var url: String
    var environment: [String: String]
    var proxy: String?
    var testDescription: String { "\(url) \(environment.sorted { $0.key < $1.key })" }
  }

  static let cases = [
    Case(url: "https://h.example", environment: [:], proxy: nil),
    Case(
      url: "https://h.example", environment: ["HTTPS_PROXY": "http://p:3128"],
      proxy: "http://p:3128"),
    Case(url: "wss://h.example", environment: ["https_proxy": "p:3128"], proxy: "http://p:3128"),
    Case(url: "wss://h.example", environment: ["HTTP_PROXY": "http://p:3128"], proxy: nil),
    Case(url: "ws://h.example", environment: ["http_proxy": "http://p"], proxy: "http://p:80"),
    Case(
      url: "https://h.example", environment: ["HTTPS_PROXY": "http://u:p%40@[::1]:8080/"],
      proxy: "http://u:p%40@[::1]:8080"),
    Case(
      url: "https://h.example", environment: ["https_proxy": "a:1", "HTTPS_PROXY": "b:2"],
      proxy: "http://a:1"),
    Case(
      url: "https://h.example", environment: ["HTTPS_PROXY": "p:1", "NO_PROXY": "x, h.example"],
      proxy: nil),
    Case(
      url: "https://a.h.example", environment: ["HTTPS_PROXY": "p:1", "no_proxy": ".h.example"],
      proxy: nil),
    Case(
      url: "https://ah.example", environment: ["HTTPS_PROXY": "p:1", "NO_PROXY": "h.example"],
      proxy: "http://p:1"),
    Case(
      url: "https://h.example:8443",
      environment: ["HTTPS_PROXY": "p:1", "NO_PROXY": "h.example:443"],
      proxy: "http://p:1"),
    Case(
      url: "https://h.example", environment: ["HTTPS_PROXY": "p:1", "NO_PROXY": "*"], proxy: nil),
    Case(
      url: "https://[2001:db8::1]", environment: ["HTTPS_PROXY": "p:1", "NO_PROXY": "2001:db8::1"],
      proxy: nil),
    Case(url: "https://localhost:8443", environment: ["HTTPS_PROXY": "p:1"], proxy: nil),
    Case(url: "http://127.0.0.1:8080", environment: ["HTTP_PROXY": "p:1"], proxy: nil),
  ]

  @Test(arguments: cases) func `the environment names a proxy as it does for curl`(a: Case) throws {
    let url = try TargetURL(parsing: a.url)
    let proxy = try ForwardProxy.fromEnvironment(for: url) { a.environment[$0] }
    #expect(proxy?.url == a.proxy)
    #expect(proxy == nil || proxy?.source == .environment)
  }

  @Test func `a proxy that cannot be used is refused without its password`() throws {
    let url = try TargetURL(parsing: "https://h.example")
    let error = #expect(throws: UsageError.self) {
      try ForwardProxy.fromEnvironment(for: url) {
        $0 == "HTTPS_PROXY" ? "socks5://me:secret@p:1" : nil
      }
    }
    #expect(error?.message.contains("HTTPS_PROXY") == true)
    #expect(error?.message.contains("secret") == false)
  }
}
