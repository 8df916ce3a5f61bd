import Configuration
import Glibc

/// A configuration's files on this machine.
enum ConfigurationFiles {
  /// More than any configuration has. Octets of one file.
  static let limit = 16 << 20

  static var access: FileAccess {
    FileAccess(
      read: { name throws(FileAccess.Problem) in
        do throws(Files.Problem) {
          return try Files.octets(name, limit: limit)
        } catch {
          throw FileAccess.Problem(error.message)
        }
      },
      list: { pattern in
        var found = unsafe glob_t()
        defer { unsafe globfree(&found) }
        guard unsafe glob(pattern, 0, nil, &found) == 0 else { return [] }
        return unsafe (0..<Int(found.gl_pathc)).compactMap { index in
          unsafe found.gl_pathv[index].map { unsafe String(cString: $0) }
        }
      })
  }
}
