import Evidence

/// The pages of `wsdoctor explain`: one for each fault, set-up step and probe.
public enum Explanations {
  /// A page of at most 24 lines; its first line is the id and the title.
  public struct Page: Sendable {
    public let id: String
    public let title: String
    public let body: String

    init(_ id: String, _ title: String, _ body: String) {
      self.id = id
      self.title = title
      self.body = body
    }

    public var text: String {
      var body = body
      if !body.contains("\nReproduce"), let sources = body.firstRange(of: "\nSources") {
        body.insert(contentsOf: "\nReproduce    \(reproducing)", at: sources.lowerBound)
      }
      return "\(id)  \(title)\n\n\(body)"
    }
  }

  /// In the order of the ladder: what is below explains what is above.
  public static let faults =
    reachFaults + tlsFaults + httpFaults + upgradeFaults + upgradeRefusals + applicationFaults
    + tunnelFaults + enduranceFaults + configurationFaults + sessionFaults + pageFaults
  public static let steps = SetupStep.all.map {
    Page($0.id.rawValue, $0.page.title, $0.page.body)
  }
  public static let probes = probePages + sessionProbes + enduranceProbes
  public static let others = otherPages

  public static var all: [Page] { faults + steps + probes + others }
  public static var ids: [String] { all.map(\.id) }

  public static func page(for id: String) -> String? { all.first { $0.id == id }?.text }
}
