import Glibc

/// Reads and writes whole files; problems are sentences.
enum Files {
  struct Problem: Error {
    var message: String
  }

  /// Reads a file, or standard input for `-`, up to a limit of bytes.
  static func read(_ path: String, limit: Int = 16 << 20) throws(Problem) -> String {
    let name = name(of: path)
    let bytes = try octets(path, limit: limit)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let valid = lengthOfText(bytes)
      let line = bytes[..<valid].count { $0 == UInt8(ascii: "\n") } + 1
      throw Problem(
        message: "\(name) is not UTF-8 text: byte \(valid + 1), in line \(line), is none")
    }
    return text
  }

  /// As `read`, whatever the octets are.
  static func octets(_ path: String, limit: Int) throws(Problem) -> [UInt8] {
    let name = name(of: path)
    let descriptor = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Problem(message: "\(name) cannot be read: \(reason())") }
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        if errno == EISDIR { throw Problem(message: "\(name) is a folder: name a file in it") }
        throw Problem(message: "\(name) cannot be read: \(reason())")
      }
      bytes += buffer[..<count]
      guard bytes.count <= limit else {
        throw Problem(message: "\(name) is larger than \(size(limit)), the most that is read")
      }
    }
    return bytes
  }

  /// A file as a sentence names it.
  static func name(of path: String) -> String { path == "-" ? "standard input" : path }

  private static func size(_ octets: Int) -> String {
    octets % (1 << 20) == 0 ? "\(octets >> 20) MiB" : "\(octets) bytes"
  }

  /// Octets up to the first that is no UTF-8.
  private static func lengthOfText(_ bytes: [UInt8]) -> Int {
    var parser = Unicode.UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    var length = 0
    while case .valid(let scalar) = parser.parseScalar(from: &rest) { length += scalar.count }
    return length
  }

  /// Whether a file can be opened for reading, before anything depends on it.
  static func checkReadable(_ path: String) throws(Problem) {
    var status = stat()
    guard unsafe stat(path, &status) == 0, unsafe access(path, R_OK) == 0 else {
      throw Problem(message: "\(path) cannot be read: \(reason())")
    }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw Problem(message: "\(path) is a folder") }
  }

  /// Whether `write` will have a place to write to.
  static func checkWritable(_ path: String) throws(Problem) {
    var status = stat()
    if unsafe stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT != S_IFDIR else {
        throw Problem(message: "\(path) is a folder: name a file in it")
      }
      guard unsafe access(path, W_OK) == 0 else {
        throw Problem(message: "\(path) cannot be written: \(reason())")
      }
      if status.st_mode & S_IFMT != S_IFREG { return }
    }
    let folder = folder(of: path)
    guard unsafe access(folder, W_OK | X_OK) == 0 else {
      throw Problem(message: "nothing can be written in \(folder): \(reason())")
    }
  }

  /// Writes the file whole or not at all: to a new file beside it, which then takes its name.
  static func write(_ text: String, to path: String) throws(Problem) {
    var target = path
    var status = stat()
    if unsafe stat(path, &status) == 0 {
      // A device or a pipe has no content to protect, and must not be replaced.
      if status.st_mode & S_IFMT != S_IFREG {
        return try writeInPlace(text, to: path, flags: O_WRONLY | O_CLOEXEC, mode: 0)
      }
      if let resolved = unsafe realpath(path, nil) {
        target = unsafe String(cString: resolved)
        unsafe free(resolved)
      }
    }
    let temporary = "\(target).\(getpid()).part"
    do throws(Problem) {
      try writeInPlace(
        text, to: temporary, flags: O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode: 0o666)
      guard unsafe rename(temporary, target) == 0 else {
        throw Problem(message: "\(path) cannot be written: \(reason())")
      }
    } catch {
      unsafe unlink(temporary)
      throw error
    }
  }

  /// Makes an empty file; false: there is one of this name.
  static func makeNew(_ path: String) throws(Problem) -> Bool {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      if errno == EEXIST { return false }
      throw Problem(message: "\(path) cannot be written: \(reason())")
    }
    close(descriptor)
    return true
  }

  static func makeFolder(_ path: String) throws(Problem) {
    guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else {
      throw Problem(message: "the folder \(path) cannot be made: \(reason())")
    }
  }

  private static func writeInPlace(_ text: String, to path: String, flags: Int32, mode: mode_t)
    throws(Problem)
  {
    let descriptor = unsafe open(path, flags, mode)
    guard descriptor >= 0 else { throw Problem(message: "\(path) cannot be written: \(reason())") }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    var offset = 0
    while offset < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress! + offset, bytes.count - offset)
      }
      if count > 0 {
        offset += count
      } else if errno != EINTR {
        throw Problem(message: "\(path) cannot be written: \(reason())")
      }
    }
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func reason() -> String { unsafe String(cString: strerror(errno)) }
}
