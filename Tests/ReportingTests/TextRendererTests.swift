import Evidence
import Testing

@testable import Reporting

@Suite struct TextRendererTests {
  static let samples: [String: Report] = [
    "upgradeNotForwarded": Sample.upgradeNotForwarded, "idleTooShort": Sample.idleTooShort,
    "healthy": Sample.healthy, "endpointUnknown": Sample.endpointUnknown,
    "untrusted": Sample.untrusted,
  ]

  @Test(arguments: samples.keys.sorted())
  func `each screen is as it was looked at`(name: String) throws {
    let report = try #require(Self.samples[name])
    let text = try Format.text.render(.report(report))
    try Golden.expect(text, is: "TextRendererTests.\(name)")
  }
}
