import Evidence
import Testing

@Suite struct CivilDateTests {
  @Test(
    arguments: [
      (0, "1970-01-01"), (86_399, "1970-01-01"), (86_400, "1970-01-02"), (-1, "1969-12-31"),
      (-86_400, "1969-12-31"), (-86_401, "1969-12-30"), (951_782_399, "2000-02-28"),
      (951_782_400, "2000-02-29"), (951_868_800, "2000-03-01"), (1_709_164_800, "2024-02-29"),
      (4_107_456_000, "2100-02-28"), (4_107_542_400, "2100-03-01"), (1_795_239_720, "2026-11-21"),
      (-2_208_988_800, "1900-01-01"), (253_402_300_799, "9999-12-31"), (-62_135_596_800, "1-01-01"),
    ] as [(Int64, String)])
  func `days are counted as the calendar counts them`(seconds: Int64, text: String) {
    #expect(CivilDate.text(ofUnixSeconds: seconds) == text)
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (1_795_239_720_123, "2026-11-21T05:42:00.123Z"),
      (86_399_999, "1970-01-01T23:59:59.999Z"), (1_000, "1970-01-01T00:00:01.000Z"),
      (7, "1970-01-01T00:00:00.007Z"),
    ] as [(Int64, String)])
  func `a timestamp has milliseconds and is UTC`(milliseconds: Int64, text: String) {
    #expect(CivilDate.timestamp(ofUnixMilliseconds: milliseconds) == text)
  }

  @Test func `a timestamp before 1970 is one too`() {
    #expect(CivilDate.timestamp(ofUnixMilliseconds: -1) == "1969-12-31T23:59:59.999Z")
    #expect(CivilDate.timestamp(ofUnixMilliseconds: -86_400_000) == "1969-12-31T00:00:00.000Z")
  }
}
