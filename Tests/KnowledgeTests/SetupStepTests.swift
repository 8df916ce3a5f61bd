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

  @Test func `every remedy's step exists, and each fault has one for any proxy`() {
    for hypothesis in Hypothesis.all {
      let known = hypothesis.remedies.filter { SetupStep.step($0.step) != nil }
      for remedy in hypothesis.remedies {
        #expect(remedy.rank >= 1)
        // Steps of one product may be to come; those for any proxy stand in until then.
        if remedy.product == nil {
          #expect(known.contains(remedy), "\(hypothesis.fault): \(remedy.step)")
        }
      }
      // Nothing is to change where an application keeps one connection a session.
      let isRight = hypothesis.variant == "one connection at a time"
      #expect(
        known.contains { $0.product == nil && $0.rank == 1 } != isRight,
        "\(hypothesis.fault) \(hypothesis.variant)")
      let ids = hypothesis.remedies
      #expect(Set(ids).count == ids.count, "\(hypothesis.fault)")
    }
  }

  @Test func `every step of a guide exists, and every product is known`() {
    let products = Set(ProxyProduct.all.map(\.id)).union(ProxyProduct.named.keys)
    for profile in Profile.all {
      for (product, steps) in profile.guide {
        #expect(products.contains(product), "\(product)")
        for step in steps { #expect(SetupStep.step(step) != nil, "\(profile.id): \(step)") }
      }
      #expect(!profile.title.isEmpty && !profile.feature.isEmpty && !profile.backend.isEmpty)
      if let prefix = profile.locationPath {
        #expect(profile.webSocketPath?.hasPrefix(prefix) == true, "\(profile.id)")
      }
      #expect(Profile.profile(profile.id)?.id == profile.id)
    }
    for hypothesis in Hypothesis.all {
      for product in hypothesis.remedies.compactMap(\.product) {
        #expect(products.contains(product), "\(product)")
      }
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
