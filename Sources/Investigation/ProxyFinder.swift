import Evidence
import Knowledge
import ProbeKit

/// Which programs stand between us and the application, as far as answers show.
struct ProxyFinder {
  private let findings: Findings
  private let behind: ProductID?
  private let signs: [ProbeContext.ProductSign]

  init(_ findings: Findings, _ behind: ProductID?, _ context: ProbeContext) {
    self.findings = findings
    self.behind = behind
    signs = context.advice.products(findings.answers)
  }

  /// The proxy whose steps are named: the one that the user knows, else the surest one seen.
  var found: ProxyInFront {
    if let behind, behind != "unknown" {
      let seen = signs.first { $0.product == behind }
      return named(behind, seen?.version, .proven)
    }
    if let forward = findings.forwardProxy, signs.isEmpty {
      return named(forward, nil, .likely)
    }
    guard let first = signs.first else {
      return named("unknown", nil, .possible)
    }
    return named(first.product, first.version, first.certainty)
  }

  private func named(_ product: ProductID, _ version: String?, _ certainty: Certainty)
    -> ProxyInFront
  {
    ProxyInFront(
      product: product, version: version, certainty: certainty,
      name: ProxyProduct.label(of: product))
  }

  /// Every proxy that shows, the surest first: which one forgot something may not be visible.
  var all: [ProxyInFront] {
    let front = found
    guard behind == nil else { return [front] }
    let others = signs.dropFirst().filter { $0.certainty > .possible && !isEdge($0.product) }
    return [front]
      + others.map { named($0.product, $0.version, $0.certainty) }
  }

  /// The same in the order of the way, as far as an answer shows which is the next hop.
  private var inOrder: [ProxyInFront] {
    let next = findings.answers[.withoutHost]?.author
    guard let next, next.author == .proxy else { return all }
    return all.filter { $0.product == next.product } + all.filter { $0.product != next.product }
  }

  private func isEdge(_ product: ProductID) -> Bool {
    ProxyProduct.product(product)?.isEdge ?? false
  }

  func hops(_ observations: [Observation]) -> [Hop] {
    var hops: [Hop] = []
    if findings.tunnel != nil {
      hops.append(
        Hop(
          role: .forwardProxy, product: findings.forwardProxy ?? "unknown", version: nil,
          certainty: findings.forwardProxy == nil ? .proven : .likely,
          evidence: ids(observations, .tunnel) + ids(observations, .forwardProxyProduct),
          name: findings.forwardProxy.flatMap(ProxyProduct.label(of:))))
    }
    // What refused CONNECT is the forward proxy: nothing is known of what stands behind it.
    if signs.isEmpty && behind == nil { return hops + applicationHop(observations) }
    for proxy in inOrder where proxy.product != "unknown" && proxy.product != "none" {
      hops.append(
        Hop(
          role: isEdge(proxy.product) ? .edge : .proxy, product: proxy.product,
          version: proxy.version, certainty: proxy.certainty,
          evidence: proxy.product == found.product ? ids(observations, .proxy) : [],
          name: ProxyProduct.label(of: proxy.product)))
    }
    return hops + applicationHop(observations)
  }

  private func applicationHop(_ observations: [Observation]) -> [Hop] {
    guard let server = application else { return [] }
    return [
      Hop(
        role: .application, product: server.id, version: nil, certainty: .likely,
        evidence: observations.filter { $0.value == .word(server.id.rawValue) }.map(\.id),
        name: server.name)
    ]
  }

  /// The server that wrote the answers of the WebSocket path, else of the application's address.
  private var application: (id: ProductID, name: String)? {
    let answers = findings.withSettledAuthors.answers
    for ask in [Ask.plainGet, .handshake, .wrongVersion, .application, .sibling] {
      guard let author = answers[ask]?.author,
        author.author == .application || author.author == .beacon, let id = author.product
      else { continue }
      return (id, author.name ?? id.rawValue)
    }
    return nil
  }

  private func ids(_ observations: [Observation], _ name: ObservationName) -> [String] {
    observations.filter { $0.name == name }.map(\.id)
  }
}
