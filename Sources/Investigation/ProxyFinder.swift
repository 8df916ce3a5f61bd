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
    signs = context.advice.products(Array(findings.answers.values))
  }

  /// The proxy whose steps are named: the one that the user knows, else the surest one seen.
  var found: ProxyInFront {
    if let behind, behind != "unknown" {
      let seen = signs.first { $0.product == behind }
      return ProxyInFront(product: behind, version: seen?.version, certainty: .proven)
    }
    guard let first = signs.first else {
      return ProxyInFront(product: "unknown", version: nil, certainty: .possible)
    }
    return ProxyInFront(
      product: first.product, version: first.version, certainty: first.certainty)
  }

  func hops(_ observations: [Observation]) -> [Hop] {
    var hops: [Hop] = []
    if findings.tunnel != nil {
      hops.append(
        Hop(
          role: .forwardProxy, product: "unknown", version: nil, certainty: .proven,
          evidence: ids(observations, .tunnel)))
    }
    let front = found
    if front.product != "unknown" && front.product != "none" {
      let edge = ProxyProduct.all.first { $0.id == front.product }?.isEdge ?? false
      hops.append(
        Hop(
          role: edge ? .edge : .proxy, product: front.product, version: front.version,
          certainty: front.certainty, evidence: ids(observations, .proxy)))
    }
    if let server = application {
      hops.append(
        Hop(
          role: .application, product: server.id, version: nil, certainty: .likely,
          evidence: observations.filter { $0.value == .word(server.id.rawValue) }.map(\.id)))
    }
    return hops
  }

  /// The server that wrote the answers of the WebSocket path, else of the application's address.
  private var application: (id: ProductID, name: String)? {
    for ask in [Ask.plainGet, .handshake, .wrongVersion, .application, .sibling] {
      guard let author = findings.answers[ask]?.author,
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
