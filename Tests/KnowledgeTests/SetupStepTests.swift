import Diagnosis
import Evidence
import Knowledge
import Testing

@Suite struct SetupStepTests {
  private static let contexts: [RemedyContext] = [
    RemedyContext(
      host: "chat.example.test", port: 443, isSecure: true, authority: "chat.example.test",
      path: "/com-spartez-support-chat/ws/x", locationPath: "/com-spartez-support-chat/ws/",
      backend: "JIRA-BACKEND", application: "Jira", feature: "Chat", proxyName: "nginx 1.22.1",
      proxy: "nginx",
      proxyVersion: "1.22.1", url: "https://chat.example.test", origin: "https://chat.example.test"),
    RemedyContext(
      host: "::1", port: 8080, isSecure: false, authority: "[::1]:8080", path: "/ws",
      locationPath: "/ws", backend: "BACKEND", application: "the application",
      feature: "WebSocket", proxyName: "the proxy", proxy: "unknown", proxyVersion: nil,
      url: "ws://[::1]:8080/ws",
      origin: "http://[::1]:8080"),
  ]

  @Test func `every step has an id of its own`() {
    let ids = SetupStep.all.map(\.id)
    #expect(Set(ids).count == ids.count)
    for id in ids { #expect(SetupStep.step(id)?.id == id) }
  }

  @Test(arguments: SetupStep.all.indices)
  func `every step says what, where, how and from whom`(index: Int) {
    let step = SetupStep.all[index]
    for context in Self.contexts {
      let missing = step.missing(rank: 1, certainty: .likely, in: context)
      for (what, text) in [
        ("title", missing.title), ("file", missing.file), ("directive", missing.directive),
        ("snippet", missing.snippet), ("apply", missing.apply), ("verify", missing.verify),
        ("source", missing.source), ("checked with", step.checkedWith),
      ] {
        #expect(!text.isEmpty, "\(step.id): \(what)")
        #expect(!text.contains("Optional("), "\(step.id): \(what)")
      }
      #expect(
        missing.verify.contains(context.url) || missing.verify.contains(context.host), "\(step.id)")
      #expect(missing.title.count <= 80 && missing.title.last != ".", "\(step.id)")
      #expect(missing.note?.isEmpty != true)
      #expect(
        missing.snippet.filter { $0 == "{" }.count == missing.snippet.filter { $0 == "}" }.count)
      for line in missing.snippet.split(separator: "\n") {
        #expect(line.last != " ", "\(step.id): a space at the end of a line")
      }
    }
  }

  /// Words in capitals that stand for themselves.
  private static let own: Set<String> = [
    "HTTP", "HTTPS", "CONNECT", "SSL", "GET", "TLS", "URL", "WS", "IP", "ID", "DNS", "AWS", "ALB",
    "NLB",
    "TCP", "ACL", "ROUTEID", "JSESSIONID", "ON", "OFF", "PEM", "SERVERID", "NGINX", "IO", "OR",
    "NC", "VCL", "API", "ENV",
  ]

  @Test(arguments: SetupStep.all.indices)
  func `every word that only the reader can replace is listed`(index: Int) {
    let step = SetupStep.all[index]
    for context in Self.contexts {
      let missing = step.missing(rank: 1, certainty: .likely, in: context)
      let words = missing.snippet.split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
      for word in words.map(String.init) {
        let isCapital =
          word.count >= 2 && word.contains(where: \.isLetter)
          && !word.contains(where: \.isLowercase)
        guard isCapital, !Self.own.contains(word), !word.contains("_") else { continue }
        #expect(missing.placeholders.contains(word), "\(step.id): \(word)")
      }
      for placeholder in missing.placeholders {
        #expect(missing.snippet.contains(placeholder))
      }
      #expect(Set(missing.placeholders).count == missing.placeholders.count)
    }
  }

  @Test func `every remedy's step exists, and each fault has one behind any proxy`() {
    let proxies = ProxyProduct.all.map(\.id) + ["unknown"]
    for hypothesis in Hypothesis.all {
      let name = "\(hypothesis.fault) \(hypothesis.variant)"
      #expect(Set(hypothesis.remedies).count == hypothesis.remedies.count, "\(name)")
      // Nothing is to change where an application keeps one connection a session.
      let isRight = hypothesis.variant == "one connection at a time"
      for proxy in proxies {
        let steps = hypothesis.steps(behind: proxy)
        for chosen in steps {
          #expect(SetupStep.step(chosen.step) != nil, "\(name): \(chosen.step)")
          #expect(chosen.rank >= 1, "\(name): \(chosen.step)")
        }
        #expect(steps.contains { $0.rank == 1 } != isRight, "\(name) behind \(proxy)")
      }
    }
  }

  @Test func `every step that plays a role, or does a general one, exists`() {
    for product in ProxyProduct.all {
      for part in product.parts.values.joined() {
        #expect(SetupStep.step(part.step) != nil, "\(product.id): \(part.step)")
      }
      for id in product.generalSteps {
        #expect(SetupStep.step(id) != nil, "\(product.id): \(id)")
        #expect(!product.steps.contains { $0.id == id }, "\(product.id): \(id) is its own")
      }
    }
  }

  @Test func `every step of a guide exists`() {
    let products = ProxyProduct.all.map(\.id)
    for profile in Profile.all {
      for product in products {
        for step in SetupGuide.steps(of: profile, behind: product) {
          #expect(SetupStep.step(step) != nil, "\(profile.id): \(step)")
        }
      }
      #expect(!profile.title.isEmpty && !profile.feature.isEmpty && !profile.backend.isEmpty)
      if let prefix = profile.locationPath {
        #expect(profile.webSocketPath?.hasPrefix(prefix) == true, "\(profile.id)")
      }
      #expect(Profile.profile(profile.id)?.id == profile.id)
    }
  }

  @Test func `products are those of the contract, and have a name`() {
    let contract: Set<ProductID> = [
      "nginx", "apache", "haproxy", "aws-alb", "aws-elb-classic", "aws-nlb", "caddy", "traefik",
      "envoy", "varnish", "squid", "lighttpd", "cloudflare", "cloudfront",
      "azure-application-gateway", "google-lb", "iis-arr", "jelastic", "none", "unknown",
    ]
    let known = Set(ProxyProduct.all.map(\.id)).union(ProxyProduct.named.keys)
    #expect(known.isSuperset(of: contract))
    for id in known { #expect(!ProxyProduct.name(of: id).isEmpty) }
    #expect(ProxyProduct.name(of: "of-tomorrow") == "of-tomorrow")
  }
}
