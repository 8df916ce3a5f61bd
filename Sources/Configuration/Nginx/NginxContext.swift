/// The blocks around a place, the outermost first: what isn't set in one is inherited from those above.
struct NginxContext: Hashable, Sendable {
  /// `http`, `server`, locations, `if` and `limit_except`.
  var levels: [NginxDirective]

  func inside(_ level: NginxDirective) -> NginxContext { NginxContext(levels: levels + [level]) }

  /// The directives of that name, from the innermost block that has any.
  func inForce(_ names: String...) -> [NginxDirective] {
    for level in levels.reversed() {
      let found = level.settings.filter { names.contains($0.name) }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// What a directive that stands once says.
  func value(_ name: String) -> NginxDirective? { inForce(name).last }

  /// Those of blocks further out, which the ones in force cancel.
  func cancelled(_ name: String) -> [NginxDirective] {
    let having = levels.reversed().map { $0.settings.filter { $0.name == name } }
      .filter { !$0.isEmpty }
    return Array(having.dropFirst().joined())
  }

  /// The location, without `if` and `limit_except` in it.
  var location: NginxDirective? { levels.last { $0.name == "location" } }

  /// What decides where a request goes to stands in the innermost location, or in an `if` of it.
  var contents: [NginxDirective] {
    var found: [NginxDirective] = []
    for level in levels.reversed() {
      found += level.settings
      if level.name != "if" && level.name != "limit_except" { break }
    }
    return found
  }
}
