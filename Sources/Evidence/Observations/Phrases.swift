extension Ask {
  /// How an observation's sentence speaks of the ask.
  var phrase: String {
    switch self {
    case .handshake: "with Upgrade"
    case .plainGet: "without Upgrade"
    case .application: "the application's address"
    case .root: "/"
    case .sibling: "a random sibling path"
    case .stranger: "a random path elsewhere"
    case .folder: "the folder of the WebSocket path"
    case .outerFolder: "the outermost folder of the WebSocket path"
    case .wrongVersion: "with a WebSocket version that doesn't exist"
    case .oldVersion: "with WebSocket version 8"
    case .withoutConnectionToken: "without the Connection token"
    case .withoutOrigin: "without Origin"
    case .originOverHTTP: "with the same Origin by http://"
    case .withoutExtension: "without the compression offer"
    case .withoutSubprotocol: "without a subprotocol"
    case .knownSubprotocols: "with an offer of well-known subprotocols"
    case .chromeSpelling: "with \"Connection: Upgrade\" alone"
    case .handshakeAlone: "with nothing else of ours open"
    case .siblingHandshake: "with Upgrade at a random sibling path"
    case .otherProtocol: "with an Upgrade to a protocol that doesn't exist"
    case .pageEndpoint: "at the endpoint that the page names"
    case .foreignSession: "with a session that doesn't exist"
    case .largeCookie: "with a cookie of 3 KB"
    case .serverOptions: "OPTIONS *"
    case .withoutHost: "without a Host field"
    case .http10: "in HTTP/1.0"
    case .fragment: "with a fragment in the path"
    case .foreignTarget: "for another host's address"
    case .maxForwards: "without Upgrade and with Max-Forwards: 0"
    case .balancerManager: "/balancer-manager"
    case .serverOptions: "OPTIONS *"
    case .withoutHost: "without a Host field"
    case .http10: "in HTTP/1.0"
    case .fragment: "with a fragment in the target"
    case .foreignTarget: "a page of another host"
    case .foreignHostField: "with another host in the Host field"
    default: name
    }
  }
}

extension Answer {
  /// The answer in a word or two, as in "404" or "nothing within 2 s".
  var short: String {
    switch outcome {
    case .response(let response):
      if truncated { return "half a \(response.status)" }
      guard response.status == 101, !response.violations.isEmpty else {
        return "\(response.status)"
      }
      return "101, but " + response.violations.joined(separator: "; ")
    case .silence(let silence):
      switch silence {
      case .closed(let bytes): return bytes == 0 ? "closed without an answer" : "half an answer"
      case .reset(let bytes): return bytes == 0 ? "reset without an answer" : "half an answer"
      case .timedOut(let bytes):
        let wait =
          seconds < 0.95 ? "\(Int(nearest: seconds * 1000)) ms" : "\(Int(nearest: seconds)) s"
        return bytes == 0 ? "nothing within \(wait)" : "half an answer within \(wait)"
      case .notHTTP: return kind == .http2 ? "HTTP/2 bytes" : "bytes that are no HTTP"
      case .malformed(let how): return "an answer that breaks HTTP (\(how))"
      case .oversized(let what): return "an answer beyond our limits (\(what))"
      case .alert(let code): return "TLS alert \(code)"
      case .notReached(let why): return "no connection (\(why))"
      }
    }
  }

  /// The author's name for a sentence.
  var authorName: String {
    if let name = author.name { return name }
    if let product = author.product, product != "unknown", product != "none" {
      return product.rawValue
    }
    return switch author.author {
    case .application: "the application"
    case .proxy: "the proxy"
    case .beacon: "the beacon"
    case nil: "whoever answers"
    }
  }
}

extension Findings {
  /// The sentence part for two answers that are the same.
  func same(_ ask: Ask) -> String { answers[ask]?.short ?? "" }

  /// What stands in front, and by what that shows.
  var proxySentence: String {
    let name = proxyName ?? "the proxy"
    guard let sign = proxySign else { return "\(name) answers in front" }
    let perhaps = sign.certainty == .possible ? "perhaps " : ""
    return "\(perhaps)\(name) answers in front (\(sign.because))"
  }
}
