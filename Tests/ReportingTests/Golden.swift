import FoundationEssentials
import Testing

/// Text that was looked at once and must not change unnoticed.
enum Golden {
  static let refresh = "WSDOCTOR_REFRESH_GOLDEN"

  private static let folder =
    String(#filePath.prefix(through: #filePath.lastIndex(of: "/")!)) + "Golden/"

  static func expect(
    _ text: String, is name: String, ending: String = "txt",
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let path = folder + "\(name).\(ending)"
    if ProcessInfo.processInfo.environment[refresh] != nil {
      try Data(text.utf8).write(to: URL(filePath: path))
      return
    }
    let golden = (try? Data(contentsOf: URL(filePath: path))).map {
      String(decoding: $0, as: UTF8.self)
    }
    #expect(
      text == golden,
      "Tests/ReportingTests/Golden/\(name).\(ending) differs. If the new text is better: \(refresh)=1 swift test --disable-xctest --filter ReportingTests",
      sourceLocation: sourceLocation)
  }
}
