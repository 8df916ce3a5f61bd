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

  /// The reports, in the order of the targets.
  func reports(_ printer: ProgressPrinter) async -> [Report] {
    await withTaskGroup(of: (Int, Report).self) { group in
      for (index, (options, stop)) in zip(targets, stops).enumerated() {
        group.addTask {
          printer.began(options.url)
          let report = await investigate(options, stop: stop) { progress in
            printer.tell(progress, about: options.url)
          }
          return (index, report)
        }
      }
      var reports: [(Int, Report)] = []
      for await report in group { reports.append(report) }
      return reports.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }
}
