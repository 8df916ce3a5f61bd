/// A stretch of time that is drawn over the whole width.
struct TimeScale: Equatable {
  /// Seconds since the run's start.
  let start: Double
  let end: Double

  /// Holds all the instants; never empty, whatever a stored report says.
  init(_ instants: [Double]) {
    let sound = instants.filter { $0.isFinite && abs($0) < 1e9 }
    let first = sound.min() ?? 0
    start = first
    end = max(sound.max() ?? 0, first + 0.001)
  }

  var length: Double { end - start }

  /// Where an instant lies, from 0 to 1.
  func share(_ instant: Double) -> Double {
    guard instant.isFinite else { return 0 }
    return max(0, min(1, (instant - start) / length))
  }

  /// Three to five round instants, beginning with the first.
  var ticks: [Double] {
    let step = TimeScale.steps.first { length / $0 <= 5 } ?? length / 4
    var ticks: [Double] = []
    var number = (start / step).rounded(.up)
    while number * step <= end + step * 1e-6 && ticks.count < 12 {
      ticks.append(number * step)
      number += 1
    }
    return ticks
  }

  /// Round lengths, from a tenth of a millisecond to a day.
  private static let steps: [Double] = [
    0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20,
    30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 28_800, 86_400,
  ]

  /// The instant in the unit that suits the scale: 150 ms, 1.5 s, 30 s, 10 min.
  func label(_ instant: Double) -> Printable {
    if length < 1 && abs(instant) < 10 { return "\(decimal(instant * 1000)) ms" }
    if length < 600 { return "\(decimal(instant)) s" }
    return "\(decimal(instant / 60)) min"
  }

  private func decimal(_ value: Double) -> Printable {
    let tenths = Span.tenths(value)
    return tenths.hasSuffix(".0") ? "\(String(tenths.dropLast(2)))" : "\(tenths)"
  }
}
