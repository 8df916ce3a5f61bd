import Testing

@testable import Investigation

/// Pages of strangers: what is found can be asked, and looking ends.
@Suite(.timeLimit(.minutes(1))) struct PageScannerTests {
  private let scanner = PageScanner(authority: "h.example", knownPrefixes: ["/ws/"])

  @Test func `same-origin scripts are found, others are not`() {
    let page = """
      <script src="/a.js?v=1"></script><script defer src='b.js'></script>
      <script src="https://cdn.example/c.js"></script><script src=//h.example/d.js></script>
      """
    #expect(scanner.scripts(in: page, base: "/app/x?y") == ["/a.js?v=1", "/app/b.js", "/d.js"])
  }

  @Test func `a library's default counts less than the application's own scripts`() {
    let page = """
      <script src="/lib/socket.io.min.js?v=4"></script><script src="/1.js"></script>
      <script src="/2.js"></script><script src="/3.js"></script>
      """
    #expect(
      scanner.scripts(in: page, base: "/")
        == ["/1.js", "/2.js", "/3.js", "/lib/socket.io.min.js?v=4"])
    let more = page + "<script src='/4.js'></script><script src='/5.js'></script>"
    #expect(scanner.scripts(in: more, base: "/") == ["/1.js", "/2.js", "/3.js", "/4.js"])
  }

  @Test(arguments: [
    ("./static/a.js", "/app/static/a.js"), ("../a.js", "/a.js"), ("../../../a.js", "/a.js"),
    ("/x/./y/../a.js?q=../b", "/x/a.js?q=../b"), ("..", "/"), (".", "/app/"), ("b/..", "/app/"),
    ("//h.example/./a.js", "/a.js"), ("a..b/...js", "/app/a..b/...js"), ("/a//b.js", "/a//b.js"),
  ])
  func `dots are resolved as browsers do`(reference: String, target: String) {
    #expect(scanner.sameOrigin(reference, "/app/page?x=/y/z") == target)
  }

  @Test func `the path of Socket.IO behind a prefix that the page fills in`() {
    let script = "io(location.origin, {path: `${options.prefix}/_app/socket.io`})"
    #expect(scanner.endpoints(in: script) == ["/_app/socket.io/"])
    let inside = "io(location.origin, {path: `/a/${tenant}/socket.io`})"
    #expect(scanner.endpoints(in: inside).isEmpty)
  }

  @Test(arguments: [
    ("<script src=\"/socket.io/socket.io.js\"></script>", "/socket.io/"),
    ("<script src='/app/socket.io/socket.io.min.js?v=4'></script>", "/app/socket.io/"),
    ("<script>io({path: \"/rooms/socket.io\"})</script>", "/rooms/socket.io/"),
  ])
  func `the path of Socket.IO`(page: String, path: String) {
    #expect(scanner.endpoints(in: page) == [path])
  }

  @Test(arguments: [
    "<script src=\"https://cdn.example/socket.io/socket.io.js\"></script>",
    "<script src=\"/js/socket.io.js\"></script>", "<a href=\"/docs/socket.io/faq\">",
  ])
  func `who only speaks of Socket.IO names no path`(page: String) {
    #expect(scanner.endpoints(in: page).isEmpty)
    #expect(scanner.loadsSocketIO(page) == page.contains("<script"))
  }

  @Test(arguments: ["\u{1C}", "\u{7F}", "\u{1}", " ", "é"])
  func `what cannot stand in a request line is never asked`(character: String) {
    #expect(scanner.scripts(in: "<script src='/a\(character)b'>", base: "/").isEmpty)
    #expect(scanner.endpoints(in: "new WebSocket('/ws/\(character)b')").isEmpty)
  }

  static let hostile = [
    "<script ", "<script src=\"", "<script src='x' ", "\"'`", "`${", "`${" + "`a" + "}", "\"/a\",",
    "<", "<div>", "new WebSocket(", "</script", "{[(", "'/ws/" + "${}",
  ]

  @Test(arguments: hostile) func `much of anything is looked through in time`(
    piece: String
  ) {
    let page = "<html><script>" + String(repeating: piece, count: (1 << 18) / piece.utf8.count)
    #expect(scanner.endpoints(in: page).count <= 8)
    #expect(scanner.scripts(in: page, base: "/").count <= 4)
    #expect(scanner.endpoints(in: String(page.dropFirst(14))).count <= 8)
  }
}

extension PageScanner {
  /// The targets in a page or script by itself.
  func endpoints(in text: String) -> [String] {
    endpoints(in: text, PageParts(text, isMarkup: Self.isMarkup(text)))
  }
}
