import Configuration
import Evidence

/// Configurations: each is refused with its place, or a request is followed through it, in bounded work.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  var input = unsafe Input(data, size)
  let frame = input.choice(["", "http{server{listen 80;", "http{server{listen 80;location / {"])
  let target = input.choice(["/", "/ws", "/a/b?c=d", "/%2e%2e/x"])
  let closing = frame.isEmpty ? "" : frame.hasSuffix("/ {") ? "}}}" : "}}"
  let text = Array(frame.utf8) + input.rest + Array(closing.utf8)
  let access = FileAccess(
    read: { name throws(FileAccess.Problem) in
      guard name == "/c/main" || name == "/c/part" else { throw FileAccess.Problem("none") }
      return name == "/c/main" ? text : Array("proxy_pass http://part;".utf8)
    }, list: { _ in ["/c/part"] })
  do throws(ConfigurationProblem) {
    let read = try NginxConfiguration(reading: "/c/main", from: access)
    for entrance in read.entrances(host: nil, port: nil).prefix(2) {
      var request = entrance
      request.target = target
      let journey = read.follow(request)
      for finding in read.judge(journey) { precondition(!finding.title.isEmpty) }
      for step in journey.steps { precondition(step.place.line > 0) }
      for route in read.routes(of: entrance).prefix(4) { precondition(!route.path.isEmpty) }
    }
  } catch {
    precondition(!error.what.isEmpty && error.place.line > 0 && error.place.column > 0)
  }
  return 0
}
