import Foundation

extension Setup {
  /// The same set-up after a person did what the report's first step says.
  func cured(by cure: Cure, following step: Report.MissingStep?) throws -> Setup {
    var cured = self
    if let arguments = cure.arguments { cured.arguments = arguments }
    switch cure.apply {
    case .startBackend: cured.startBackend()
    case .application: try cured.use(cure.application ?? "chat")
    case .arguments:
      cured.url = cure.url ?? url
    default:
      guard
        let index = hops.indices.first(where: { cure.hop == nil || hops[$0].product == cure.hop })
      else { throw Failure("no hop \(cure.hop ?? "")") }
      let hop = hops[index]
      let file = cure.file ?? (hop.files["dynamic.yaml"] == nil ? hop.file : "dynamic.yaml")
      guard let text = hop.files[file] else { throw Failure("no file \(file)") }
      cured.hops[index].files[file] = try changed(
        text, of: hop.product, by: cure, following: step)
    }
    return cured
  }

  /// A proxy's configuration after the change.
  private func changed(
    _ text: String, of product: String, by cure: Cure, following step: Report.MissingStep?
  ) throws -> String {
    switch cure.apply {
    case .proxyPass, .virtualHost, .modules:
      var apache = ApacheConfiguration(text)
      let snippet = ApacheConfiguration(try printedText(of: step, cure))
      if cure.apply == .modules {
        try apache.putBehindModules(snippet)
      } else {
        try apache.put(snippet, beforeFirstRule: cure.apply == .proxyPass)
      }
      return apache.text
    case .sections:
      var haproxy = HAProxyConfiguration(text)
      try haproxy.put(HAProxyConfiguration(try printedText(of: step, cure)))
      return haproxy.text
    case .yaml:
      var yaml = YAMLConfiguration(text)
      try yaml.merge(try printedText(of: step, cure), at: cure.at ?? "")
      return yaml.text
    case .lines:
      let lines = try printedText(of: step, cure)
      var configuration = text
      if let gone = cure.text {
        try require(cure.namedBy, in: step)
        configuration.replace(gone, with: "")
      }
      guard let before = cure.before else { return configuration + "\n\(lines)\n" }
      guard let place = configuration.firstRange(of: "\n\(before)") else {
        throw Failure("no line begins with '\(before)'")
      }
      return configuration.replacingCharacters(in: place, with: "\n\(lines)\n\(before)")
    case .remove:
      try require(cure.namedBy, in: step)
      return try removed(from: text, of: product, by: cure)
    case .certificate:
      guard let from = cure.from, let to = cure.to else { throw Failure("which certificate?") }
      return text.replacing("/\(from);", with: "/\(to);")
    default:
      var nginx = NginxConfiguration(text)
      try nginx.set(NginxConfiguration(try printedText(of: step, cure)), by: cure.apply)
      return nginx.text
    }
  }

  /// The configuration without the cure's `line` and `text`.
  private func removed(from text: String, of product: String, by cure: Cure) throws -> String {
    var text = text
    if let line = cure.line {
      switch product {
      case "apache":
        var apache = ApacheConfiguration(text)
        try apache.remove(line)
        text = apache.text
      case "envoy", "traefik":
        var yaml = YAMLConfiguration(text)
        try yaml.remove(line)
        text = yaml.text
      default:
        var nginx = NginxConfiguration(text)
        try nginx.remove(line)
        text = nginx.text
      }
    }
    return cure.text.map { text.replacing($0, with: "") } ?? text
  }

  /// The step must say what is to be removed.
  private func require(_ name: String?, in step: Report.MissingStep?) throws {
    guard let name else { throw Failure("what to remove?") }
    guard step?.printed.contains(name) == true else {
      throw Failure("the printed step doesn't name '\(name)':\n\(step?.printed ?? "no step")")
    }
  }

  private func printedText(of step: Report.MissingStep?, _ cure: Cure) throws -> String {
    guard let step else { throw Failure("no step is printed") }
    guard var text = step.snippet else { throw Failure("\(step.step) prints no snippet") }
    for name in (step.placeholders ?? []).sorted(by: { $0.count > $1.count }) {
      if let value = cure.placeholders?[name] {
        text.replace(word: name, with: value)
      } else if name.hasSuffix("BACKEND-PORT") {
        text.replace(word: name, with: "@BACKEND_PORT@")
      } else if name.hasSuffix("BACKEND-HOST") {
        text.replace(word: name, with: "127.0.0.1")
      } else if name.hasSuffix("BACKEND") {
        text.replace(word: name, with: "@BACKEND@")
      } else {
        throw Failure("\(step.step): what does \(name) stand for? (cure.placeholders)")
      }
    }
    return text
  }
}

extension NginxConfiguration {
  /// Puts the snippet's directives where that way of applying it says.
  fileprivate mutating func set(_ snippet: NginxConfiguration, by way: Cure.Way) throws {
    let directives = try snippet.directives()
    guard !directives.isEmpty else { throw Failure("the printed snippet has no directive") }
    guard way != .location || directives.contains(where: { $0.name == "location" }) else {
      throw Failure("the printed snippet has no location block:\n\(snippet.text)")
    }
    for directive in directives {
      let isForHTTP =
        way == .httpDirectives
        || way == .location && directive.body != nil && directive.name != "location"
      try set(String(snippet.text[directive.range]), key: directive.key) {
        if isForHTTP { return try $0.http() }
        return way == .locationDirectives ? try $0.upgradingLocation() : try $0.server()
      }
    }
  }

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

extension String {
  /// Replaces a placeholder where it stands for itself, not as a part of a longer one.
  fileprivate mutating func replace(word: String, with value: String) {
    func isPart(_ character: Character?) -> Bool {
      character.map { $0.isUppercase || $0.isNumber || "-_@".contains($0) } ?? false
    }
    for range in ranges(of: word).reversed()
    where !isPart(self[..<range.lowerBound].last) && !isPart(self[range.upperBound...].first) {
      replaceSubrange(range, with: value)
    }
  }
}
