import Foundation
import Testing

extension RealProxies {
  /// The screen that README.md begins with is that of a real run.
  @Suite struct Readme {
    static let scenario = Scenario.all.first {
      $0.identifier == "nginx-no-websocket-lines-tls-tomcat"
    }

    @Test(.enabled(if: scenario != nil, "only some scenarios run"))
    func `README shows the screen of a real run`() async throws {
      try await withEverythingInstalled {
        let scenario = try #require(Self.scenario)
        let run = try await Runs.shared.diagnosis(of: scenario)
        // The tests can't listen on 443.
        let screen = try #require(run.screen).replacing(#/(example\.com):\d+/#) { $0.output.1 }
          // What only the laboratory needs in order to be asked again.
          .replacing(#/( \\\n +)?--(resolve|cacert) \S+/#, with: "")
        let readme = try String(contentsOf: Places.readme, encoding: .utf8)
        let block = try #require(
          readme.firstRange(of: #/```\nwsdoctor \d[^`]*\n((?!```)[^\n]*\n)*```\n/#),
          "README.md has no fenced block with a report")
        if Self.words(of: String(readme[block])) == Self.words(of: "```\n\(screen)```\n") { return }
        if Places.refreshes {
          try readme.replacingCharacters(in: block, with: "```\n\(screen)```\n")
            .write(to: Places.readme, atomically: true, encoding: .utf8)
        } else {
          Issue.record(
            """
            README.md shows another screen than \(scenario) (Tests/run --refresh writes it), which is:
            \(screen)
            """)
        }
      }
    }

    /// The words, without what differs from run to run and from machine to machine.
    private static func words(of text: String) -> [Substring] {
      text.replacing(#/nginx \d+\.\d+\.\d+/#, with: "nginx VERSION")
        .replacing(#/\d+ ms,|\d+\.\d s,/#, with: "TIME,")
        .split(whereSeparator: \.isWhitespace)
    }
  }
}
