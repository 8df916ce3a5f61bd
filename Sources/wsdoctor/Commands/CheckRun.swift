import Evidence
import Investigation
import Synchronization

/// Carries out the checks of one command line, side by side.
final class CheckRun: Sendable {
  private let stopped = Mutex<Int32?>(nil)

  /// The signal that asked to stop, if one did.
  var signal: Int32? { stopped.withLock { $0 } }

  func stopOnSignals() {
    SignalWatch.start { signal in
      self.stopped.withLock { $0 = signal }
    }
  }

  /// The reports, in the order of the targets.
  func reports(of targets: [CheckOptions], _ printer: ProgressPrinter) async -> [Report] {
    _ = (targets, printer)
    StandardStreams.writeError(
      "wsdoctor: check is not built yet in version \(Tool.currentVersion)\n")
    exitProcess(.usage)
  }
}
