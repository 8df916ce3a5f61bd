import Evidence

/// `wsdoctor demo [FAULT]`: break it, find it, cure it, on loopback.
enum DemoCommand {
  static func run(_ arguments: [String]) async throws(UsageError) -> ExitStatus {
    throw UsageError(message: "demo is not built yet in version \(Tool.currentVersion)")
  }

  static let help = """
    Usage: wsdoctor demo [FAULT] [--format F]

    Needs no URL: starts an embedded application behind an embedded proxy with one fault in
    its set-up, both on loopback, diagnoses it, applies the cure, and diagnoses again.

    Examples
      wsdoctor demo
      wsdoctor demo upgrade.not-forwarded

    """
}
