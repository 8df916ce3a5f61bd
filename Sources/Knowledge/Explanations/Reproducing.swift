import Diagnosis
import Evidence

extension Explanations.Page {
  /// How to see it happen, or why no command shows it.
  var reproducing: String {
    if let command = Self.commands[id] { return command }
    if Explanations.probes.contains(where: { $0.id == id }) { return "wsdoctor demo" }
    if let fault = demonstratedFault {
      return id.hasPrefix("nginx.")
        ? "wsdoctor demo \(fault)" : "wsdoctor demo \(fault)  (a proxy like nginx)"
    }
    let family = String(id.prefix { $0 != "." })
    return Self.reasons[family] ?? "none; the tests play it"
  }

  /// A fault with a demo that this step cures.
  private var demonstratedFault: String? {
    let faults = Hypothesis.all.filter { hypothesis in
      hypothesis.remedies.contains { $0.step.rawValue == id && $0.rank == 1 }
    }
    return faults.lazy.map(\.fault.rawValue).first { fault in
      Explanations.faults.contains { $0.id == fault && $0.body.contains("wsdoctor demo \(fault)") }
    }
  }

  private static let commands = [
    "dns.not-found": "wsdoctor http://wsdoctor.invalid",
    "tcp.refused": "wsdoctor http://127.0.0.1:9   (where nobody listens)",
    "tcp.unreachable": "wsdoctor http://127.255.255.255   (a broadcast address has no way)",
    "client.network": "wsdoctor http://127.255.255.255   (a broadcast address has no way)",
    "proxy.handshake-fields": "none; the tests play it",
    "nginx.body-size": "none: it takes a fallback that posts",
    "connect.proxy-unreachable": "wsdoctor http://192.0.2.1 -x http://127.0.0.1:9",
    "unexplained": "none: nothing that is known leads to it",
    "envoy.upgrade-configs": "none: Envoy could not be tried; the tests play it",
  ]

  private static let reasons = [
    "dns": "none: it takes a name server that fails",
    "tcp": "none: it takes a network that fails so",
    "tls": "none: the demo speaks no TLS; the tests do, with real proxies",
    "connect": "none: it takes a forward proxy; the tests have Squid",
    "squid": "none: it takes a forward proxy; the tests have Squid",
    "aws": "none: AWS cannot run here; the tests play it",
    "ox": "none: it takes the product", "um": "no demo: it takes the product",
    "jelastic": "none: it takes the platform",
  ]
}
