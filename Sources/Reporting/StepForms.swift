import Evidence

/// A step's snippets for other ways of configuring the same product.
enum StepForms {
  /// As many of them are shown; a stored report may hold anything.
  static let most = 6

  /// Those that may concern the reader: Kubernetes' only where something shows that it is there.
  static func fitting(_ step: MissingStep, _ report: Report, all: Bool) -> [SnippetForm] {
    let forms = step.forms ?? []
    let fitting = all || report.showsKubernetes ? forms : forms.filter { !isKubernetes($0.name) }
    return Array(fitting.prefix(most))
  }

  private static func isKubernetes(_ name: String) -> Bool {
    ["ingress", "kubernetes", "httproute", "gateway api"].contains(
      where: name.lowercased().contains)
  }
}

extension Report {
  /// Whether an answer, a certificate or the address speaks of Kubernetes or of an ingress controller.
  fileprivate var showsKubernetes: Bool {
    let signs = ["kubernetes", "ingress", "default backend - 404", ".svc.cluster.local"]
    func speaks(_ text: String) -> Bool {
      let text = text.lowercased()
      return signs.contains(where: text.contains)
    }
    return speaks(target.url) || hops.contains { speaks($0.label) }
      || observations.contains { speaks($0.text) }
      || exchanges.contains { exchange in
        guard let response = exchange.response else { return false }
        return speaks(response.bodyStart)
          || response.headers.contains { $0.contains(where: speaks) }
      }
  }
}
