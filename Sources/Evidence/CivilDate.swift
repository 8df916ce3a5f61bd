/// Calendar dates without Foundation (proleptic Gregorian, UTC).
public enum CivilDate {
  /// `2026-11-21` for a Unix time in seconds.
  public static func text(ofUnixSeconds seconds: Int64) -> String {
    let (year, month, day) = date(ofDay: seconds >= 0 ? seconds / 86400 : (seconds - 86399) / 86400)
    return "\(year)-\(two(month))-\(two(day))"
  }

  /// `2026-11-21T05:48:40.123Z` (RFC 3339) for a Unix time in milliseconds.
  public static func timestamp(ofUnixMilliseconds time: Int64) -> String {
    let milliseconds = (time % 1000 + 1000) % 1000
    let seconds = (time - milliseconds) / 1000
    let ofDay = (seconds % 86400 + 86400) % 86400
    let clock = "\(two(ofDay / 3600)):\(two(ofDay / 60 % 60)):\(two(ofDay % 60))"
    let fraction = String(1000 + milliseconds).dropFirst()
    return "\(text(ofUnixSeconds: seconds))T\(clock).\(fraction)Z"
  }

  /// Days since 1970-01-01 as year, month, day: months are counted from March, so that the leap day
  /// comes last.
  private static func date(ofDay day: Int64) -> (Int64, Int64, Int64) {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = shifted - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let march = (5 * ofYear + 2) / 153
    let month = march < 10 ? march + 3 : march - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, ofYear - (153 * march + 2) / 5 + 1)
  }

  private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
