import Evidence
import Investigation

/// Carries out the checks of one command line, side by side.
struct CheckRun {
  private let targets: [CheckOptions]
  /// One for each target, as each run waits for its own.
  private let stops: [StopSignal]

  init(_ targets: [CheckOptions]) {
    self.targets = targets
    stops = targets.map { _ in StopSignal() }
  }

  /// The signal that asked to stop, if one did.
  var signal: Int32? { stops.first?.signal }

  func stopOnSignals() {
    let stops = stops
    SignalWatch.start { signal in
      for stop in stops { stop.stop(signal: signal) }
    }
  }

  /// More connections of ours to one host than browsers open would be refused, and look like its fault.
  private static let atOnce = (ofOneHost: 4, altogether: 64)

  /// The reports, in the order of the targets.
  func reports(_ printer: ProgressPrinter) async -> [Report] {
    await withTaskGroup(of: (Int, Report).self) { group in
      var waiting = Array(targets.indices)
      var running: [String: Int] = [:]
      var reports: [(Int, Report)] = []
      while !waiting.isEmpty || reports.count < targets.count {
        while running.values.reduce(0, +) < Self.atOnce.altogether,
          let place = waiting.firstIndex(where: {
            running[targets[$0].url.host, default: 0] < Self.atOnce.ofOneHost
          })
        {
          let index = waiting.remove(at: place)
          let (options, stop) = (targets[index], stops[index])
          running[options.url.host, default: 0] += 1
          group.addTask {
            printer.began(options.url)
            let report = await investigate(options, stop: stop) { progress in
              printer.tell(progress, about: options.url)
            }
            return (index, report)
          }
        }
        guard let report = await group.next() else { break }
        running[targets[report.0].url.host, default: 1] -= 1
        reports.append(report)
      }
      return reports.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }
}
