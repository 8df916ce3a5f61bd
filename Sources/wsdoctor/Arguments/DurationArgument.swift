/// Durations as people write them: `90s`, `10m`, `1h`, `500ms`, `1.5s`.
enum DurationArgument {
  static let form = "write a number and its unit, as in 90s, 10m, 1h, 500ms or 1.5s"
  /// Longer waits are a mistake in the unit.
  static let longest = Duration.seconds(7 * 24 * 3600)

  static func parse(_ text: String) throws(UsageError) -> Duration {
    let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let unit = text[number.endIndex...]
    let units: [Substring: Double] = ["ms": 0.001, "s": 1, "m": 60, "min": 60, "h": 3600]
    guard !number.isEmpty, let value = Double(number), value.isFinite else {
      throw UsageError(message: "\"\(text)\" is no duration: \(form)")
    }
    guard let factor = units[unit] else {
      let what = unit.isEmpty ? "has no unit" : "has the unknown unit \"\(unit)\""
      throw UsageError(message: "the duration \"\(text)\" \(what): \(form)")
    }
    let seconds = value * factor
    guard seconds > 0, seconds <= 7 * 24 * 3600 else {
      throw UsageError(message: "the duration \"\(text)\" is not between 1ms and 168h: \(form)")
    }
    return .milliseconds(Int64((seconds * 1000).rounded(.up)))
  }
}
