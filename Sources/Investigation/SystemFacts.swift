public import Evidence

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What the program runs on, without asking for more than a name.
public enum SystemFacts {
  /// - Parameter via: the forward proxy that is used, and who named it.
  public static func environment(forwardProxy via: ForwardProxyOption?) -> Environment {
    Environment(
      system: system, architecture: architecture,
      forwardProxy: via.map { $0.source == .option ? .option : .environment } ?? .none)
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
      name(in: (try? String(contentsOfFile: "/etc/os-release", encoding: .utf8)) ?? "")
    #elseif os(macOS)
      "macOS"
    #else
      "other"
    #endif
  }

  /// "Debian 12" of os-release(5)'s NAME and VERSION_ID.
  static func name(in release: String) -> String {
    func value(_ key: String) -> String? {
      release.split(separator: "\n").first { $0.hasPrefix(key + "=") }
        .map { String($0.dropFirst(key.count + 1)).replacing("\"", with: "") }
    }
    let name = value("ID").map { $0.prefix(1).uppercased() + $0.dropFirst() } ?? "Linux"
    return [name, value("VERSION_ID")].compactMap { $0 }.joined(separator: " ")
  }
}
