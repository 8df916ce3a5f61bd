import Evidence
import Lab
import Testing
import Transport

@testable import Conformance

/// Each planted violation is found and named, and nothing else is.
@Suite struct PlantedViolationTests {
  /// The cases that a violation must not pass, by their ids; `*` stands for any end.
  static let expected: [PlantedViolation: [String]] = [
    .wrongAccept: ["rfc6455.4.2.2.accept", "rfc6455.4.2.2.accept-of-another-key"],
    .noUpgradeField: ["rfc6455.4.2.2.upgrade-field"],
    .noConnectionField: ["rfc6455.4.2.2.connection-field"],
    .subprotocolUnasked: [
      "rfc6455.4.2.2.no-subprotocol-unasked", "rfc6455.4.2.2.subprotocol-of-the-offer",
    ],
    .extensionUnasked: [
      "rfc6455.9.1.no-extension-unasked", "rfc6455.9.1.malformed-extensions-refused",
    ],
    .contentLengthIn101: ["rfc6455.4.2.2.no-length"],
    .acceptsAnyKey: ["rfc6455.4.2.1.key-*"],
    .acceptsAnyVersion: ["rfc6455.4.4.*", "rfc6455.4.2.1.version-missing"],
    .acceptsPOST: ["rfc6455.4.2.1.method-*"],
    .acceptsHTTP10: ["rfc6455.4.2.1.http-1-0"],
    .switchesSilentlyForHTTP10: ["rfc6455.4.2.1.http-1-0"],
    .acceptsWithoutHost: ["rfc6455.4.2.1.host-*"],
    .refusesWithoutVersions: ["rfc6455.4.4.refusal-names-versions"],
    .wantsConnectionAlone: [
      "rfc6455.4.2.1.connection-lower-case", "rfc6455.4.2.1.connection-list",
      "rfc6455.4.2.1.connection-two-lines",
    ],
    .comparesUpgradeByCase: ["rfc6455.4.2.1.upgrade-mixed-case"],
    .acceptsUnmasked: ["rfc6455.5.1.unmasked-*"],
    .masksFrames: ["rfc6455.5.1.server-frames-unmasked", "rfc6455.7.4.server-sends-legal-codes"],
    .ignoresReservedBits: [
      "rfc6455.5.2.rsv-*", "rfc6455.7.1.7.fails-with-close-frame", "rfc7692.6.rsv*",
    ],
    .ignoresReservedOpcodes: ["rfc6455.5.2.opcode-*"],
    .acceptsFragmentedControl: ["rfc6455.5.4.fragmented-*"],
    .acceptsLongControl: ["rfc6455.5.5.*"],
    .acceptsStrayContinuation: [
      "rfc6455.5.4.stray-*", "rfc6455.5.4.continuation-*-message",
      "rfc6455.5.4.final-continuation-before-message",
    ],
    .acceptsMessageInsideMessage: ["rfc6455.5.4.*-inside-*"],
    .noPong: [
      "rfc6455.5.5.2.*", "rfc6455.5.5.3.*", "rfc6455.5.4.ping*",
      "rfc6455.4.2.2.no-frame-before-101", "rfc7692.6.1.ping-between-fragments",
    ],
    .wrongPongPayload: [
      "rfc6455.5.5.2.*", "rfc6455.5.5.3.*", "rfc6455.5.4.ping*",
      "rfc6455.4.2.2.no-frame-before-101", "rfc7692.6.1.ping-between-fragments",
    ],
    .answersPongs: ["rfc6455.5.5.3.*"],
    .dropsEmptyMessages: [
      "rfc6455.5.6.*-0-bytes", "rfc6455.5.4.empty-fragments", "rfc7692.7.2.3.6.empty-message",
    ],
    .cutsLongMessages: ["rfc6455.5.6.*-65536-bytes*", "rfc6455.5.4.many-fragments"],
    .forgetsLastFragment: [
      "rfc6455.5.4.*fragment*", "rfc6455.8.1.valid-*", "rfc6455.8.1.cut-at-the-end",
      "rfc7692.7.2.3.1.two-fragments", "rfc7692.6.1.ping-between-fragments",
      "rfc6455.5.4.continuation-after-message",
    ],
    .noCloseReply: ["rfc6455.5.5.1.*", "rfc6455.7.1.1.*", "rfc6455.7.4.*"],
    .echoesIllegalCodes: [
      "rfc6455.7.4.*-refused", "rfc6455.7.4.2.code-5000", "rfc6455.7.4.2.code-65535",
    ],
    .acceptsCloseOfOneByte: ["rfc6455.5.5.1.close-of-one-byte"],
    .acceptsBrokenReasons: ["rfc6455.5.5.1.reason-*"],
    .keepsTCPOpen: ["rfc6455.7.1.1.server-closes-tcp", "rfc6455.7.1.1.no-reset"],
    .closesWithoutCloseFrame: ["rfc6455.7.1.7.fails-with-close-frame"],
    .failsWithNormalCode: ["rfc6455.*", "rfc7692.*"],
    .talksAfterClose: [
      "rfc6455.5.5.1.*-after-close-ignored", "rfc6455.5.5.1.second-close-ignored",
    ],
    .noUTF8Check: ["rfc6455.8.1.*"],
    .lateUTF8Check: ["rfc6455.8.1.fail-fast-frames*"],
    .acceptsBadOffers: ["rfc7692.7.1*-declined", "rfc6455.9.1.malformed-extensions-refused"],
    .ignoresWindowBits: [
      "rfc7692.7.1.2.1.server-window-*-respected", "rfc7692.7.1.*window-9-*",
    ],
    .ignoresNoContextTakeover: [
      "rfc7692.7.1.1.1.server-no-context-takeover-respected", "rfc7692.7.1.no-takeover-*",
      "rfc7692.7.1.fallback-*",
    ],
    .ignoresBrokenData: ["rfc7692.7.2.2.*"],
  ]

  @Test(arguments: PlantedViolation.allCases)
  func `a planted violation is found and named, and nothing else`(_ planted: PlantedViolation)
    async throws
  {
    let patterns = try #require(Self.expected[planted])
    let report = try await withServer(planting: [planted]) { await trying($0) }
    let cases = try #require(report.cases)
    // Inside a frame only time tells whether a server was quick, which a busy machine is not.
    let missed = cases.filter {
      $0.verdict != .pass && $0.verdict != .skipped
        && ($0.verdict == .fail || !$0.id.hasPrefix("rfc6455.8.1.fail-fast-chops"))
    }.map(\.id)
    #expect(!missed.isEmpty, "not found")
    for id in missed {
      #expect(patterns.contains { Self.matches(id, $0) }, "\(id) is not what was planted")
    }
    for pattern in patterns {
      #expect(missed.contains { Self.matches($0, pattern) }, "\(pattern) was passed")
    }
    let must = cases.contains { $0.verdict == .fail }
    #expect(report.exitStatus == (must ? 1 : 0))
  }

  @Test func `the same server without a violation passes everything`() async throws {
    let report = try await withServer(planting: []) { await trying($0) }
    #expect(report.shortcomings.filter { !$0.contains("fail-fast-chops") } == [])
    #expect(report.exitStatus == 0 && report.verdict == .healthy)
    #expect(report.conformance?.echo == .yes && report.conformance?.compression == true)
  }

  @Test func `the lab's echo passes everything, also what is hostile`() async throws {
    var choice = CaseChoice()
    choice.sections = ["rfc6455.4", "rfc6455.5.2", "rfc6455.5.5", "rfc6455.7", "rfc7692.8"]
    choice.ids = [
      "rfc6455.5.6.binary-1048576-bytes-whole", "rfc6455.5.6.text-1-mib-chopped-2048",
      "rfc6455.5.6.text-4-mib-in-fragments-of-65536", "rfc6455.5.6.text-16-bytes-thousand-times",
      "rfc7692.7.2.json-131072-in-256", "rfc7692.7.1.no-takeover-window-9-16384",
    ]
    let chosen = choice
    let report = try await withServer { await trying($0, tier: .full, choice: chosen) }
    #expect(report.shortcomings == [])
    #expect((report.cases?.count ?? 0) > 100)
  }

  static func matches(_ id: String, _ pattern: String) -> Bool {
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
    guard parts.count > 1, id.hasPrefix(parts[0]) else { return id == pattern }
    var rest = id.dropFirst(parts[0].count)
    for part in parts.dropFirst().dropLast() {
      guard let range = rest.firstRange(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return rest.hasSuffix(parts[parts.count - 1])
  }
}
