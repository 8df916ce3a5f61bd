import Measuring
import Transport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `wsdoctor-bench TASK URL ARGS...`: does one task with our client against the load server, and prints
/// one line of JSON with the seconds that it took. The tasks are told in Tests/Benchmarks/README.md.
@main struct Main {
  static func main() {
    Allocator.keepFreedMemory()
    raiseDescriptorLimit()
    do {
      let task = try Assignment(Array(CommandLine.arguments.dropFirst()))
      try EventLoop.runHere { loop in await run(task, on: loop) }
    } catch {
      fail(error)
    }
  }

  private static nonisolated(nonsending) func run(_ task: Assignment, on loop: EventLoop) async {
    do {
      let outcome = try await task.run(on: loop)
      print(outcome.line(task: task.name, count: task.count))
    } catch {
      fail(error)
    }
  }

  private static func fail(_ error: any Error) -> Never {
    Complaint.write("wsdoctor-bench: \(error)")
    exit(1)
  }

  /// Ten thousand connections need as many descriptors.
  private static func raiseDescriptorLimit() {
    var limit = rlimit()
    #if canImport(Glibc)
      let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
      let kind = RLIMIT_NOFILE
    #endif
    guard unsafe getrlimit(kind, &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    _ = unsafe setrlimit(kind, &limit)
  }
}
