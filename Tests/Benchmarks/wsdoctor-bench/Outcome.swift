import Measuring
import Transport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a task came to.
struct Outcome: Sendable {
  var seconds: Double
  /// Further members of the line, as JSON.
  var more: [(name: String, value: String)] = []

  init(_ duration: Duration) {
    seconds = duration / .seconds(1)
  }

  func line(task: String, count: Int) -> String {
    let members =
      [("impl", "\"wsdoctor\""), ("task", "\"\(task)\""), ("n", "\(count)"), ("sec", "\(seconds)")]
      + more.map { ($0.name, $0.value) }
    return "{" + members.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
  }

  /// Adds the median and the 99th percentile of round trips. Microseconds.
  mutating func add(roundTrips: [Duration]) {
    let sorted = roundTrips.sorted()
    guard !sorted.isEmpty else { return }
    more.append(("p50us", "\(sorted[sorted.count / 2] / .microseconds(1))"))
    more.append(("p99us", "\(sorted[sorted.count * 99 / 100] / .microseconds(1))"))
  }

  /// The memory that the process has at this moment. Bytes.
  static func residentBytes() throws -> Int {
    let file = unsafe fopen("/proc/self/statm", "r")
    guard let file = unsafe file else { throw MeasuringFailure("no /proc/self/statm") }
    defer { unsafe fclose(file) }
    var line = [CChar](repeating: 0, count: 128)
    guard unsafe fgets(&line, 128, file) != nil else { throw MeasuringFailure("no figures") }
    let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    let words = text.split(separator: " ")
    guard words.count > 1, let pages = Int(words[1]) else { throw MeasuringFailure("no figures") }
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}
