import Evidence

/// The programs between us and the application, and where on this way it breaks.
struct Way {
  struct Station {
    var role: Printable
    var product: Printable
    /// `nil` for ourselves.
    var certainty: Certainty?
    /// Ids of observations.
    var evidence: [String] = []
    fileprivate var hop: Hop.Role?
  }

  /// Where a fault lies.
  enum Place: Equatable {
    case station(Int)
    /// Between a station and the one before it.
    case link(before: Int)
    /// No answer shows where.
    case unknown
  }

  let stations: [Station]
  /// `nil`: nothing is broken.
  let breaks: Place?
  let certainty: Certainty?

  init(_ report: Report, rootCause: Diagnosis?) {
    var stations = [Station(role: "You", product: "wsdoctor, as a browser would")]
    // Few programs stand on a real way; a stored report may hold anything.
    for hop in report.hops.prefix(12) {
      let version = hop.version.map { " \($0)" } ?? ""
      stations.append(
        Station(
          role: Way.name(of: hop.role), product: "\(hop.label)\(version)",
          certainty: hop.certainty, evidence: hop.evidence, hop: hop.role))
    }
    if !report.hops.contains(where: { $0.role == .application }) {
      stations.append(Station(role: "Application", product: "not recognised", hop: .application))
    }
    self.stations = stations
    certainty = rootCause?.certainty
    breaks = rootCause.map { Way.place(of: $0, in: stations, report) }
  }

  private static func name(of role: Hop.Role) -> Printable {
    switch role {
    case .forwardProxy: "Forward proxy"
    case .edge: "Edge"
    case .proxy: "Reverse proxy"
    case .application: "Application"
    }
  }

  private static func place(of diagnosis: Diagnosis, in stations: [Station], _ report: Report)
    -> Place
  {
    let fault = diagnosis.fault.rawValue
    let forward = stations.firstIndex { $0.hop == .forwardProxy }
    let application = stations.firstIndex { $0.hop == .application }
    /// The first program that belongs to the other side.
    let entry = (forward ?? 0) + 1
    guard entry < stations.count else { return .unknown }
    if ["idle.silent-drop", "upgrade.endpoint-unknown", "unexplained"].contains(fault) {
      return .unknown
    }
    if fault == "idle.application-timeout" {
      return application.map { .station($0) } ?? .unknown
    }
    if fault.hasSuffix(".backend-unreachable") || fault.hasSuffix(".backend-timeout") {
      return application.map { .link(before: $0) } ?? .unknown
    }
    switch fault.prefix(while: { $0 != "." }) {
    case "dns", "tcp": return .link(before: entry)
    case "connect":
      if fault == "connect.target-unreachable" { return .link(before: entry) }
      guard let forward else { return .unknown }
      return fault == "connect.proxy-unreachable" ? .link(before: forward) : .station(forward)
    case "tls": return fault == "tls.intercepted" ? .link(before: entry) : .station(entry)
    case "application": return application.map { .station($0) } ?? .unknown
    case "upgrade", "http", "tunnel", "idle", "keepalive", "polling", "cluster", "config":
      return owner(of: diagnosis, in: stations, report).map { .station($0) } ?? .unknown
    default: return .unknown
    }
  }

  /// Whose set-up the likeliest steps change, if they agree.
  private static func owner(of diagnosis: Diagnosis, in stations: [Station], _ report: Report)
    -> Int?
  {
    let rank = diagnosis.missingSteps.map(\.rank).min()
    let families = Set(
      diagnosis.missingSteps.filter { $0.rank == rank }
        .map { String($0.step.rawValue.prefix { $0 != "." }) })
    guard families.count == 1, let family = families.first else { return nil }
    if family == "application" { return stations.firstIndex { $0.hop == .application } }
    let proxies = stations.indices.filter {
      stations[$0].hop == .proxy || stations[$0].hop == .edge
    }
    guard family == "proxy" || family == report.proxy.product.rawValue else { return nil }
    // Which of two proxies it is cannot be seen.
    return proxies.count == 1 ? proxies.first : nil
  }
}
