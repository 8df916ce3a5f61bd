/// Reads a configuration with all that it includes.
struct NginxReader {
  /// More than any that a person writes; a deeper one is an attack on the stack.
  static let deepest = 512
  static let mostDirectives = 1_000_000
  static let mostFiles = 10_000

  private let files: FileAccess
  /// The folder that relative names begin from.
  private let folder: String
  private(set) var read: [String] = []
  private(set) var unread: [Unread] = []
  private var including: [String] = []
  private var count = 0

  init(files: FileAccess, folder: String) {
    self.files = files
    self.folder = folder
  }

  mutating func file(_ name: String) throws(ConfigurationProblem) -> [NginxDirective] {
    let octets: [UInt8]
    do throws(FileAccess.Problem) {
      octets = try files.read(name)
    } catch {
      throw ConfigurationProblem(Place(file: name, line: 0, column: 0), error.what)
    }
    read.append(name)
    including.append(name)
    defer { including.removeLast() }
    var tokens = NginxTokens(octets, file: name)
    return try block(&tokens, opened: nil, depth: 0)
  }

  /// The directives up to the end of the block, or of the file.
  private mutating func block(
    _ tokens: inout NginxTokens, opened: Place?, depth: Int
  ) throws(ConfigurationProblem) -> [NginxDirective] {
    guard depth <= Self.deepest else {
      throw ConfigurationProblem(
        opened ?? tokens.place, "more than \(Self.deepest) blocks stand in one another")
    }
    var found: [NginxDirective] = []
    var words: [NginxWord] = []
    var start: Place?
    while true {
      switch try tokens.next() {
      case .word(let word, let place):
        if start == nil { start = place }
        words.append(word)
        guard words.count <= 20_000 else {
          throw ConfigurationProblem(start ?? place, "the directive that begins here never ends")
        }
      case .semicolon(let line):
        guard let place = start else {
          throw ConfigurationProblem(
            tokens.place, "unexpected \";\": there is no directive before it")
        }
        let directive = try directive(words, place, line)
        found += directive.name == "include" ? try included(directive, depth) : [directive]
        words = []
        start = nil
      case .open(let line):
        guard let place = start else {
          throw ConfigurationProblem(
            tokens.place, "unexpected \"{\": there is no directive before it")
        }
        var directive = try directive(words, place, line)
        if directive.name.hasSuffix("_by_lua_block") {
          try tokens.skipProgram(from: place)
          directive.isOpaque = true
          directive.block = []
        } else {
          directive.block = try block(&tokens, opened: place, depth: depth + 1)
        }
        found.append(directive)
        words = []
        start = nil
      case .close(let place):
        if let start {
          throw ConfigurationProblem(
            start, "the directive that begins here isn't ended: \";\" is missing")
        }
        guard opened != nil else {
          throw ConfigurationProblem(place, "unexpected \"}\": no block is open")
        }
        return found
      case .end:
        if let start {
          throw ConfigurationProblem(
            start, "the directive that begins here isn't ended: \";\" is missing")
        }
        if let opened {
          throw ConfigurationProblem(opened, "the block that begins here isn't closed")
        }
        return found
      }
    }
  }

  private mutating func directive(
    _ words: [NginxWord], _ place: Place, _ line: Int
  ) throws(ConfigurationProblem) -> NginxDirective {
    count += 1
    guard count <= Self.mostDirectives else {
      throw ConfigurationProblem(place, "there are more than \(Self.mostDirectives) directives")
    }
    return NginxDirective(
      name: words.first?.text ?? "", arguments: Array(words.dropFirst()), place: place,
      endLine: line)
  }

  /// What an include stands for, at whatever depth.
  private mutating func included(
    _ directive: NginxDirective, _ depth: Int
  ) throws(ConfigurationProblem) -> [NginxDirective] {
    guard let name = directive.first, directive.arguments.count == 1 else {
      throw ConfigurationProblem(directive.place, "include takes one name")
    }
    let path = name.hasPrefix("/") ? name : folder.isEmpty ? name : "\(folder)/\(name)"
    let isPattern = Glob.isPattern(name)
    var found: [NginxDirective] = []
    for path in isPattern ? files.list(path) : [path] {
      if including.contains(path) {
        throw ConfigurationProblem(directive.place, "\(path) includes itself")
      }
      guard read.count < Self.mostFiles, including.count < 64 else {
        throw ConfigurationProblem(directive.place, "too many files are included")
      }
      let octets: [UInt8]
      do throws(FileAccess.Problem) {
        octets = try files.read(path)
      } catch {
        // What stands in it may change anything that is said of this block.
        unread.append(Unread(directive.place, "include \(name): \(error.what)"))
        found.append(
          NginxDirective(
            name: "include", arguments: directive.arguments, place: directive.place,
            endLine: directive.endLine))
        continue
      }
      read.append(path)
      including.append(path)
      defer { including.removeLast() }
      var tokens = NginxTokens(octets, file: path)
      found += try block(&tokens, opened: nil, depth: depth)
    }
    return found
  }
}

/// What `nginx -T` prints: every file of a configuration, one behind the other.
enum NginxDump {
  private static let mark = Array("# configuration file ".utf8)

  /// The files by their names, and the first of them; `nil`: it is no dump.
  static func files(in text: [UInt8]) -> (first: String, files: [String: [UInt8]])? {
    var files: [String: [UInt8]] = [:]
    var first: String?
    var name: String?
    var start = 0
    var at = 0
    while at < text.count {
      let end = text[at...].firstIndex(of: 0x0A) ?? text.count
      let line = text[at..<end]
      if line.starts(with: mark), line.last == UInt8(ascii: ":") {
        if let name { files[name] = Array(text[start..<at]) }
        let next = String(decoding: line.dropFirst(mark.count).dropLast(), as: UTF8.self)
        first = first ?? next
        name = next
        start = min(end + 1, text.count)
      }
      at = end + 1
    }
    guard let first, let name else { return nil }
    files[name] = Array(text[start...])
    return (first, files)
  }
}
