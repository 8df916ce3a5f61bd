import Evidence

extension Verdict {
  var sign: Screen.Piece {
    switch self {
    case .healthy: Screen.Piece("✓", .green)
    case .degraded: Screen.Piece("!", .yellow)
    case .broken: Screen.Piece("✗", .red)
    case .inconclusive: Screen.Piece("?", .yellow)
    }
  }
}

extension ProbeResult.Outcome {
  var sign: Screen.Piece {
    switch self {
    case .pass: Screen.Piece("✓", .green)
    case .warn: Screen.Piece("!", .yellow)
    case .fail: Screen.Piece("✗", .red)
    case .skipped: Screen.Piece("–", .dim)
    case .error: Screen.Piece("?", .yellow)
    }
  }
}

extension StepStatus.Status {
  var sign: Screen.Piece {
    switch self {
    case .done: Screen.Piece("✓", .green)
    case .missing, .suspected: Screen.Piece("✗", .red)
    case .unknown: Screen.Piece("?", .yellow)
    case .notNeeded: Screen.Piece("–", .dim)
    }
  }
}

/// Seconds as people say them: 42 ms, 1.3 s, 75 s, 12 min.
struct Span: CustomStringConvertible {
  let description: String

  init(_ seconds: Double) {
    let seconds = seconds.isNaN ? 0 : max(0, seconds)
    if seconds < 1 {
      let milliseconds = seconds * 1000
      description =
        milliseconds < 1 && seconds > 0 ? "under 1 ms" : "\(Int(nearest: milliseconds)) ms"
    } else if seconds < 10 {
      description = "\(Span.tenths(seconds)) s"
    } else if seconds < 600 {
      description = "\(Int(nearest: seconds)) s"
    } else {
      description = "\(Int(nearest: min(seconds, 1e9) / 60)) min"
    }
  }

  /// With one digit after the point, as in 60.0.
  static func tenths(_ seconds: Double) -> String {
    guard seconds.isFinite, abs(seconds) < 1e12 else { return "?" }
    let tenths = Int(nearest: seconds * 10)
    return "\(tenths / 10).\(abs(tenths % 10))"
  }
}

extension ProxyInFront {
  /// What it is called on a screen.
  var label: String { name ?? product.label }
}

extension Hop {
  /// What it is called on a screen.
  var label: String { name ?? product.label }
}

extension ProductID {
  /// A product whose name the report doesn't bring along is called by its id.
  fileprivate var label: String {
    switch rawValue {
    case "none": "no proxy"
    case "unknown": "an unknown proxy"
    default: rawValue
    }
  }
}

extension Target {
  /// The endpoint as the second line of the screen names it, and how it was found.
  var askingLine: Printable {
    guard let endpoint = webSocketURL else { return "no WebSocket endpoint is known" }
    let found: Printable =
      switch webSocketPathFrom {
      case .option: "as given"
      case .curl: "from the pasted request"
      case .page: "endpoint found in the page"
      case .profile: guess
      }
    let isDoubtful = !endpointConfirmed && webSocketPathFrom == .profile
    return
      "asking \(isSameHost(endpoint) ? path(of: endpoint) : endpoint)  (\(found)\(isDoubtful ? ", not confirmed" : ""))"
  }

  /// How the address came to be asked, where another one was given.
  var arrivalLine: Printable? {
    guard let redirectedFrom else { return nil }
    let start: Printable = "\(redirectedFrom) redirects here, where browsers end up"
    return takenWithoutTLS == true ? "\(start); ws:// works there by itself" : start
  }

  /// Why the endpoint was guessed to be where it was asked.
  var guess: Printable {
    guard profile == "generic" else { return "the usual path of \(profileTitle)" }
    let isOwn = webSocketURL.map { path(of: $0) == path(of: url) } ?? true
    return isOwn ? "the address itself" : "Socket.IO's usual path"
  }

  private func isSameHost(_ endpoint: String) -> Bool {
    func authority(_ url: String) -> Substring? {
      url.firstRange(of: "://").map { url[$0.upperBound...].prefix { $0 != "/" } }
    }
    return authority(endpoint) == authority(url) && authority(url) != nil
  }

  private func path(of endpoint: String) -> String {
    guard let scheme = endpoint.firstRange(of: "://") else { return endpoint }
    let path = endpoint[scheme.upperBound...].drop { $0 != "/" }
    return path.isEmpty ? "/" : String(path)
  }
}

extension Report {
  /// Where a step is carried out: the product, unless the place names it, and the place in it.
  func place(of step: MissingStep) -> Printable {
    let place = Printable(prose: step.file)
    guard step.step.rawValue.hasPrefix(proxy.product.rawValue + ".") else {
      return place.isEmpty ? Printable(prose: step.title) : place
    }
    let version = proxy.version.map { " \($0)" } ?? ""
    let product: Printable = "on \(proxy.label)\(version)"
    if place.isEmpty { return product }
    // A place that names the product itself needs no introduction.
    if place.text.lowercased().contains(proxy.label.lowercased()) { return place }
    return place.text.hasPrefix("in ") ? "\(product), \(place)" : "\(product), in \(place)"
  }
}
