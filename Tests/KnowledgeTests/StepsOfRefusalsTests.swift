import Diagnosis
import Evidence
import Knowledge
import Testing

/// What is printed first, and that it is no more than it has to be.
@Suite struct StepsOfRefusalsTests {
  private func context(behind proxy: ProductID, path: String = "/chat/ws/") -> RemedyContext {
    RemedyContext(
      host: "chat.example.test", port: 443, isSecure: true, authority: "chat.example.test",
      path: path, locationPath: path, backend: "BACKEND", application: "the application",
      feature: "WebSocket", proxyName: ProxyProduct.name(of: proxy), proxy: proxy,
      proxyVersion: nil, url: "https://chat.example.test", origin: "https://chat.example.test")
  }

  private func snippet(_ step: StepID, behind proxy: ProductID, path: String = "/chat/ws/") throws
    -> String
  {
    let step = try #require(SetupStep.step(step))
    return step.missing(rank: 1, certainty: .likely, in: context(behind: proxy, path: path)).snippet
  }

  @Test(arguments: ProxyProduct.all.map(\.id))
  func `of a lock one is first asked from elsewhere, and then told to open it`(proxy: ProductID) {
    let locks = Hypothesis.all.filter {
      $0.fault.rawValue.hasSuffix(".forbidden") && !$0.variant.contains("words")
    }
    #expect(locks.count >= 4)
    for lock in locks {
      let steps = lock.steps(behind: proxy)
      #expect(steps.first?.step == "client.allowed-network", "\(lock.fault) \(lock.variant)")
      #expect(steps.count > 1)
    }
  }

  @Test func `a regular expression doesn't take the path from the printed location`() throws {
    let step: StepID = "nginx.websocket-location"
    #expect(try snippet(step, behind: "nginx").hasPrefix("location ^~ /chat/ws/ {"))
    // For the whole site it would take all of them away.
    #expect(try snippet(step, behind: "nginx", path: "/").hasPrefix("location / {"))
  }

  @Test func `a module that Apache may lack is named with the command that loads it`() throws {
    let failing = try #require(Hypothesis.all.first { $0.fault == "http.proxy-error" })
    let module: StepID = "apache.proxy-wstunnel-module"
    #expect(failing.steps(behind: "apache").contains { $0.step == module })
    let step = try #require(SetupStep.step(module))
    let missing = step.missing(rank: 1, certainty: .likely, in: context(behind: "apache"))
    #expect(missing.apply.contains("a2enmod proxy_http"))
  }

  @Test(arguments: ["nginx", "apache", "haproxy", "caddy", "traefik"] as [ProductID])
  func `how a reload spares connections is a line to write`(proxy: ProductID) throws {
    let lines = try snippet("proxy.reload", behind: proxy).split(separator: "\n")
    #expect(lines.contains { !$0.trimmingPrefix(while: \.isWhitespace).hasPrefix("#") })
  }

  @Test func `what filters answers is switched off, where nginx is in front`() throws {
    let snippet = try snippet("proxy.unchanged-answer", behind: "nginx")
    #expect(snippet.contains("ssi                 off;") && snippet.contains("location ^~ /chat/"))
  }
}
