import Foundation

extension Setup {
  /// The same set-up after a person did what the report's first step says.
  func cured(by cure: Cure, following step: Report.MissingStep?) throws -> Setup {
    var cured = self
    var configuration = NginxConfiguration(configuration)
    switch cure.apply {
    case .location:
      let snippet = try printedSnippet(of: step, cure)
      let directives = try snippet.directives()
      guard directives.contains(where: { $0.name == "location" }) else {
        throw Failure("the printed snippet has no location block:\n\(snippet.text)")
      }
      for directive in directives {
        let isForHTTP = directive.body != nil && directive.name != "location"
        try configuration.set(String(snippet.text[directive.range]), key: directive.key) {
          isForHTTP ? try $0.http() : try $0.server()
        }
      }
    case .serverDirectives, .locationDirectives:
      let snippet = try printedSnippet(of: step, cure)
      let directives = try snippet.directives()
      guard !directives.isEmpty else { throw Failure("the printed snippet has no directive") }
      for directive in directives {
        try configuration.set(String(snippet.text[directive.range]), key: directive.key) {
          cure.apply == .serverDirectives ? try $0.server() : try $0.upgradingLocation()
        }
      }
    case .proxyPass, .virtualHost, .modules:
      var apache = ApacheConfiguration(self.configuration)
      let snippet = ApacheConfiguration(try printedText(of: step, cure))
      if cure.apply == .modules {
        try apache.putBehindModules(snippet)
      } else {
        try apache.put(snippet, beforeFirstRule: cure.apply == .proxyPass)
      }
      cured.configuration = apache.text
      return cured
    case .sections:
      var haproxy = HAProxyConfiguration(self.configuration)
      try haproxy.put(HAProxyConfiguration(try printedText(of: step, cure)))
      cured.configuration = haproxy.text
      return cured
    case .remove:
      guard let name = cure.namedBy else { throw Failure("what to remove?") }
      guard step?.printed.contains(name) == true else {
        throw Failure("the printed step doesn't name '\(name)':\n\(step?.printed ?? "no step")")
      }
      if let line = cure.line, scenario.proxy == "apache" {
        var apache = ApacheConfiguration(self.configuration)
        try apache.remove(line)
        cured.configuration = apache.text
        return cured
      }
      if let line = cure.line { try configuration.remove(line) }
      if let text = cure.text { configuration.text.replace(text, with: "") }
    case .certificate:
      guard let from = cure.from, let to = cure.to else { throw Failure("which certificate?") }
      cured.configuration = self.configuration.replacing("/\(from);", with: "/\(to);")
      return cured
    case .startBackend: cured.startBackend()
    case .application: try cured.use(cure.application ?? "chat")
    case .arguments:
      cured.arguments = cure.arguments ?? arguments
      cured.url = cure.url ?? url
    }
    cured.configuration = configuration.text
    return cured
  }

  /// The step's snippet with the address of the backend, and what else the cure knows, filled in.
  private func printedSnippet(of step: Report.MissingStep?, _ cure: Cure) throws
    -> NginxConfiguration
  {
    NginxConfiguration(try printedText(of: step, cure))
  }

  private func printedText(of step: Report.MissingStep?, _ cure: Cure) throws -> String {
    guard let step else { throw Failure("no step is printed") }
    guard var text = step.snippet else { throw Failure("\(step.step) prints no snippet") }
    for name in step.placeholders ?? [] {
      if let value = cure.placeholders?[name] {
        text = text.replacing(name, with: value)
      } else if name.hasSuffix("BACKEND") {
        text = text.replacing(name, with: "@BACKEND@")
      } else {
        throw Failure("\(step.step): what does \(name) stand for? (cure.placeholders)")
      }
    }
    return text
  }
}

extension NginxConfiguration {
  /// The location that passes Upgrade on.
  fileprivate func upgradingLocation() throws -> Directive {
    guard let server = try server().body else { throw Failure("no server block") }
    for location in try directives(in: server) where location.name == "location" {
      guard let body = location.body else { continue }
      let lines = try directives(in: body)
      if lines.contains(where: { $0.key == ["proxy_set_header", "Upgrade"] }) { return location }
    }
    throw Failure("no location passes Upgrade on")
  }
}
