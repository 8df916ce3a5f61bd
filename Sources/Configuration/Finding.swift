public import Evidence

/// What becomes of a handshake.
public enum HandshakeFate: String, Sendable, Hashable {
  case forwarded, lost, half, blocked, redirected
  case notProxied = "not-proxied"
  case unknown
}

/// Something that is wrong, with the line that is wrong or misses another.
public struct Finding: Sendable, Hashable {
  public var fault: FaultID
  public var severity: Severity
  public var certainty: Certainty
  public var title: String
  public var explanation: String
  public var evidence: [Step]
  public var steps: [StepID]
  public var change: Change?
}

/// What to write into a file: lines as they are, and what comes and goes between them.
public struct Change: Sendable, Hashable {
  public struct Line: Sendable, Hashable {
    public enum Kind: Sendable, Hashable { case stays, goes, comes }
    public var kind: Kind
    /// Its number in the file; a new line has none.
    public var number: Int?
    public var text: String
    public var depth: Int
  }

  public var file: String
  public var lines: [Line]
  public var note: String?
}

extension Journey {
  /// What becomes of a handshake on this way.
  public var fate: HandshakeFate {
    switch ending {
    case .passedThrough: .forwarded
    case .answered(let status, _):
      (300...308).contains(status)
        ? .redirected
        : status == 404 || (200...299).contains(status) ? .notProxied : .blocked
    case .closed, .onlyHTTP2: .blocked
    case .files, .otherProtocol: .notProxied
    case .unknown: .unknown
    case .arrives(let arrival): arrival.fate
    }
  }
}

extension Arrival {
  /// Whether a line hands Upgrade on; `nil`: unknown.
  var hasUpgrade: Bool? { upgrade.text.map { Self.has("websocket", in: $0) } }

  /// Whether Connection says "upgrade" when it arrives.
  var hasConnection: Bool? {
    setsConnection ? connection.text.map { Self.has("upgrade", in: $0) } : false
  }

  private static func has(_ token: String, in list: String) -> Bool {
    list.split(separator: ",").contains {
      $0.lowercased().filter { $0 != " " && $0 != "\t" } == token
    }
  }

  /// HTTP/2 has no Upgrade (RFC 9113 §8.6).
  var isHTTP2: Bool { versions == ["2"] }

  /// Fields of the handshake without which no application agrees.
  var lostFields: [String] {
    ["sec-websocket-key", "sec-websocket-version"].filter { changed[$0]?.text != nil }
  }

  var fate: HandshakeFate {
    if isHTTP2 { return .lost }
    guard let hasUpgrade, let hasConnection else {
      // One of both is known to be missing.
      return hasUpgrade == false || hasConnection == false ? .half : .unknown
    }
    if case .unknown = method { return .unknown }
    guard method.text == "GET" else { return .half }
    switch (hasUpgrade, hasConnection) {
    case (false, false): return .lost
    case (true, true): return lostFields.isEmpty ? .forwarded : .half
    default: return .half
    }
  }
}
