package import Foundation

/// A shell that ends our programs when the test process can't do so itself, because it crashed or was killed.
///
/// It reads which programs run from a pipe; when that ends, so have the tests, and it kills what is left.
package enum Janitor {
  private static let script = """
    trap '' INT TERM HUP
    while read -r verb program; do
      if [ "$verb" = begins ]; then
        running="$running $program "
      else
        running=${running%" $program "*}${running#*" $program "}
      fi
    done
    [ -z "${running# }" ] || kill -9 $running
    """

  private static let shell = try? SpawnedProgram(
    ["sh", "-c", script], environment: ["PATH": "/usr/bin:/bin"],
    standardOutput: URL(filePath: "/dev/null"), standardError: URL(filePath: "/dev/null"))

  package static func note(_ verb: String, _ program: pid_t) {
    guard let pipe = shell?.standardInput else { return }
    let line = Array("\(verb) \(program)\n".utf8)
    _ = unsafe write(pipe, line, line.count)
  }
}
