import Glibc
import Transport

@main
struct Main {
  /// Not `async`: signals must be blocked on the first thread, before others inherit its mask.
  static func main() {
    StandardStreams.ignoreBrokenPipes()
    SignalWatch.begin()
    do throws(SystemError) {
      try EventLoop.runHere { _ in await run() }
    } catch {
      StandardStreams.writeError("wsdoctor: it can't begin: \(error.description)\n")
      exitProcess(.undecided)
    }
  }

  private static nonisolated(nonsending) func run() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do throws(UsageError) {
      exitProcess(StandardStreams.settled(try await Command.run(arguments)))
    } catch {
      StandardStreams.writeError(error.text)
      exitProcess(.usage)
    }
  }
}
