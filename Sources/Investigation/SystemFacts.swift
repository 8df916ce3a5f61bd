import Evidence
import Transport

/// What the program runs on, without asking for more than a name.
enum SystemFacts {
  static func environment(_ options: CheckOptions) -> Environment {
    Environment(
      system: system, architecture: architecture,
      forwardProxy: options.via.map { $0.source == .option ? .option : .environment } ?? .none)
  }

  private static var architecture: String {
    #if arch(x86_64)
      "x86_64"
    #elseif arch(arm64)
      "arm64"
    #else
      "other"
    #endif
  }

  private static var system: String {
    #if os(Linux)
      WallClock.systemName() ?? "Linux"
    #elseif os(macOS)
      "macOS"
    #else
      "other"
    #endif
  }
}
