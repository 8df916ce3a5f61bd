import Diagnosis
import Evidence

extension Explanations.Page {
  /// How to see it happen, or why no command shows it.
  var reproducing: String {
    if let command = Self.commands[id] { return command }
    if Explanations.probes.contains(where: { $0.id == id }) { return "wsdoctor demo" }
    let owner = ProxyProduct.all.first { $0.steps.contains { $0.id.rawValue == id } }
    if let reason = SetupStep.step(StepID(rawValue: id))?.page.reproduce ?? owner?.reproduce {
      return reason
    }
    if let fault = demonstratedFault(behind: owner?.id ?? "unknown") {
      let isPlayed = owner?.isPlayedByDemo == true
      return "wsdoctor demo \(fault)" + (isPlayed ? "" : "  (a proxy like nginx)")
    }
    let family = String(id.prefix { $0 != "." })
    return Self.reasons[family] ?? "none; the tests play it"
  }

  /// A fault with a demo that this step cures.
  private func demonstratedFault(behind product: ProductID) -> String? {
    let faults = Hypothesis.all.filter { hypothesis in
      hypothesis.steps(behind: product).contains { $0.step.rawValue == id && $0.rank == 1 }
    }
    return faults.lazy.map(\.fault.rawValue).first { fault in
      Explanations.faults.contains { $0.id == fault && $0.body.contains("wsdoctor demo \(fault)") }
    }
  }

  private static let commands = [
    "dns.not-found": "wsdoctor http://wsdoctor.invalid",
    "tcp.refused": "wsdoctor http://127.0.0.1:9   (where nobody listens)",
    "tcp.unreachable": "wsdoctor http://127.255.255.255   (a broadcast address has no way)",
    "connect.proxy-unreachable": "wsdoctor http://192.0.2.1 -x http://127.0.0.1:9",
    "unexplained": "none: nothing that is known leads to it",
  ]

  private static let reasons = [
    "dns": "none: it takes a name server that fails",
    "tcp": "none: it takes a network that fails so",
    "tls": "none: the demo speaks no TLS; the tests do, with real proxies",
    "connect": "none: it takes a forward proxy; the tests have Squid",
    "ox": "none: it takes the product", "um": "no demo: it takes the product",
  ]
}
