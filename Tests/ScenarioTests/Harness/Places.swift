import Foundation

/// Where things are.
enum Places {
  static let tests = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
  static let repository = tests.deletingLastPathComponent().deletingLastPathComponent()
  /// Elsewhere where another server takes aiohttp's place (Tests/held-out).
  static let scenarios = place("WSDOCTOR_SCENARIOS") ?? tests.appending(path: "Scenarios")
  static let backends = place("WSDOCTOR_BACKENDS") ?? tests.appending(path: "Backends")
  static let scripts = tests.appending(path: "Scripts")
  static let readme = repository.appending(path: "README.md")
  static let lookAlikes = repository.appending(path: "reports/look-alikes.md")
  static let interop = repository.appending(path: "reports/interop.md")
  static let accuracy = repository.appending(path: "reports/accuracy.md")
  static let reportSchema = repository.appending(path: "reports/report.schema.json")
  static let samples = repository.appending(path: "reports/samples")
  /// The proxies that Tests/run installs, of versions that the machine doesn't have.
  static let proxies = repository.appending(path: ".build/proxies")
  /// The reports of the last run stay here, to look at.
  static let reports =
    place("WSDOCTOR_SCENARIO_REPORTS") ?? repository.appending(path: ".build/scenario-reports")

  /// The program under test: beside the test bundle, unless WSDOCTOR names another.
  static let wsdoctor: URL = {
    if let path = environment["WSDOCTOR"] { return URL(filePath: path) }
    let beside = Bundle.main.executableURL?.deletingLastPathComponent().appending(path: "wsdoctor")
    if let beside, FileManager.default.isExecutableFile(atPath: beside.path) { return beside }
    return repository.appending(path: ".build/debug/wsdoctor")
  }()

  /// The virtual environment that Tests/run makes, else what the machine has.
  static let python: String = {
    let own = repository.appending(path: ".build/python/bin/python3").path
    return FileManager.default.isExecutableFile(atPath: own) ? own : "python3"
  }()

  private static func place(_ variable: String) -> URL? {
    environment[variable].map { URL(filePath: $0) }
  }

  static let environment = ProcessInfo.processInfo.environment
  /// In CI nothing may be missing; on a laptop what needs it is skipped, visibly.
  static let isCI = environment["CI"] != nil
  /// `Tests/run --refresh` writes the generated reports instead of comparing them.
  static let refreshes = environment["WSDOCTOR_REFRESH_GOLDEN"] != nil
}
