import Testing

@testable import Investigation

/// What a page's scripts open, as a browser on `https://h.example/app/page` would.
@Suite(.timeLimit(.minutes(1))) struct ScriptReaderTests {
  private func opened(_ page: String, secure: Bool = true) -> [PageAddress] {
    let scanner = PageScanner(
      authority: "h.example", knownPrefixes: [], isSecure: secure, path: "/app/page")
    return scanner.opened(in: [PageParts(page, isMarkup: PageScanner.isMarkup(page))])
  }

  static let own = [
    "new WebSocket('/live/ws')",
    "const WS_PATH = '/live/ws'; new WebSocket(WS_PATH)",
    "const host = location.host; new WebSocket('wss://' + host + '/live/ws')",
    "const url = new URL('/live/ws', location.href); url.protocol = 'wss:'; new WebSocket(url)",
    "new WebSocket(new URL('/live/ws', window.location.href).href.replace(/^http/, 'ws'))",
    "const p = location.protocol === 'https:' ? 'wss:' : 'ws:'; new WebSocket(`${p}//${location.host}/live/ws`)",
    "new WebSocket(`${location.protocol === 'https:' ? `wss` : `ws`}://${location.host}/live/ws`)",
    "new WebSocket((location.protocol == 'https:' ? 'wss://' : 'ws://') + document.location.hostname + (location.port ? ':' + location.port : '') + '/live/ws')",
    "new WebSocket(location.origin.replace(/^http/, 'ws') + '/live/ws')",
    "new WebSocket(location.origin.replace('http', 'ws') + '/live/ws')",
    "new window.WebSocket(`${location.protocol.replace(/^http(s?):/, 'ws$1:')}//${location.host}/live/ws`)",
    "const C = { api: { url: '/x' }, ws: { path: '/live/ws' } }; new WebSocket(C.ws.path)",
    "window.__CONFIG__ = {\"path\": \"\\/live\\/ws\"}; new WebSocket(window.__CONFIG__.path)",
    "const a = '/live', b = a + '/ws'; new ReconnectingWebSocket(b)",
    "const base = window.BASE || ''; new WebSocket(base + '/live/ws')",
    "const re = /[\"'/]/; // don't\n new WebSocket('/live/ws')",
    "const n = 4 / 2; const m = n / 2; new WebSocket('/live/ws')",
    "<html><body data-ws-url=\"/live/ws\"><script>new WebSocket(document.body.dataset.wsUrl)</script>",
    "<html><body data-ws-url=/live/ws><script>new WebSocket(e.getAttribute('data-ws-url'))</script>",
    "<html><script type=\"application/json\" id=c>{\"u\":\"/live/ws\"}</script><script>const c = JSON.parse(document.getElementById('c').textContent); new WebSocket(c.u)</script>",
    "<html><script type=module>import x from './x.js'; new WebSocket('/live/ws')</script>",
  ]

  @Test(arguments: own) func `the page's own endpoint`(script: String) {
    let found = opened(script)
    #expect(found.map(\.target) == ["/live/ws"])
    #expect(found.first?.authority == nil)
    #expect(found.first?.isSecure != false)
  }

  @Test(
    arguments: own.filter { $0.contains("'ws:'") || $0.contains("`ws`") || $0.contains("/^http/") })
  func `on a plain page as well`(script: String) {
    let found = opened(script, secure: false)
    #expect(found.map(\.target) == ["/live/ws"])
    // Named outright it is for certain; worked out from location it follows the page.
    #expect(found.first?.authority == nil)
  }

  @Test(arguments: [
    ("new WebSocket(u, 'chat.v1')", ["chat.v1"]),
    ("new WebSocket(u, ['a', \"b\"])", ["a", "b"]),
    ("const P = ['v12.stomp', 'v11.stomp']; new WebSocket(u, P)", ["v12.stomp", "v11.stomp"]),
    ("const P = 'graphql-ws'; new WebSocket(u, P)", ["graphql-ws"]),
    ("new WebSocket(u, [`auth-${token}`, 'a'])", []),
    ("new WebSocket(u, 'a b')", []), ("new WebSocket(u, [])", []), ("new WebSocket(u)", []),
  ])
  func `subprotocols as a browser offers them`(script: String, names: [String]) {
    let found = opened("const u = '/ws'; " + script)
    #expect(found.map(\.subprotocols) == [names])
  }

  @Test(arguments: [
    ("new WebSocket('ws://h.example/events')", false, nil as String?),
    ("const U = 'ws://h.example/events'; new WebSocket(U)", false, nil),
    ("new WebSocket('ws://127.0.0.1:8131/events')", false, "127.0.0.1:8131"),
    ("new WebSocket('ws://' + location.hostname + ':8131/events')", false, "h.example:8131"),
    ("new WebSocket(\"wss://ws.example.com/events\")", true, "ws.example.com"),
  ])
  func `what a page names outright`(script: String, isSecure: Bool, authority: String?) throws {
    let found = try #require(opened(script).first)
    #expect(found.isSure)
    #expect(found.isSecure == isSecure && found.authority == authority)
    #expect(found.target == "/events")
  }

  @Test(arguments: [
    "if (dev) new WebSocket('ws://localhost:3000/ws')",
    "if (dev) { new WebSocket('ws://localhost:3000/ws') }",
    "if (a) { x() } else { f(); new WebSocket('ws://localhost:3000/ws') }",
    "dev && new WebSocket('ws://localhost:3000/ws')",
    "const s = dev ? new WebSocket('ws://localhost:3000/ws') : null",
    "const u = dev ? 'ws://localhost:3000/ws' : 'wss://h.example/ws'; new WebSocket(u)",
    "let u = 'ws://localhost:3000/ws'; if (prod) u = 'wss://h.example/ws'; new WebSocket(u)",
    "const u = env.URL || 'ws://localhost:3000/ws'; new WebSocket(u)",
    "function open(url) { new WebSocket(url) } const url = 'ws://localhost:3000/ws'",
    "const open = url => new WebSocket(url); const url = 'ws://localhost:3000/ws'",
    "try { a() } catch (e) { new WebSocket('ws://localhost:3000/ws') }",
    "if (dev) { const u = 'ws://localhost:3000/ws'; } new WebSocket(u)",
    "// new WebSocket('ws://localhost:3000/ws')", "/* new WebSocket('ws://localhost:3000/ws') */",
    "<html><!-- <script>new WebSocket('ws://localhost:3000/ws')</script> -->",
    "const s = \"new WebSocket('ws://localhost:3000/ws')\"",
  ])
  func `what may not be so is no evidence`(script: String) {
    #expect(opened(script).filter { $0.isSure } == [])
  }

  @Test func `what comments name is never asked`() {
    let scanner = PageScanner(authority: "h.example", knownPrefixes: ["/ws/"])
    #expect(scanner.endpoints(in: "// new WebSocket('/ws/a')\n/* '/ws/b' */ f()").isEmpty)
  }

  @Test(arguments: [
    "<html><body data-socket-url='/live'>", "var x = {wsPath: \"/live\"}",
    "<html><script type='application/json'>{\"webSocketUrl\":\"/live\"}</script>",
  ])
  func `configuration that is named like an endpoint's`(page: String) {
    let scanner = PageScanner(authority: "h.example", knownPrefixes: [])
    #expect(scanner.endpoints(in: page) == ["/live"])
  }

  @Test(arguments: ["<html><body data-rows='/live'>", "var x = {news: \"/live\", rows: '/b'}"])
  func `and what is not`(page: String) {
    let scanner = PageScanner(authority: "h.example", knownPrefixes: [])
    #expect(scanner.endpoints(in: page).isEmpty)
  }

  @Test func `modules that are imported, and loaded beforehand`() {
    let scanner = PageScanner(authority: "h.example", knownPrefixes: [])
    let page =
      "<link rel=\"modulepreload\" href=\"/assets/chat.js\"><script type=module src=main.js></script>"
    #expect(scanner.scripts(in: page, base: "/app/") == ["/assets/chat.js", "/app/main.js"])
    let code = PageParts(
      "import {a} from './a.js'; import '../b.js'; import('./c.js'); import x from 'react'",
      isMarkup: false)
    #expect(scanner.imports(of: code, base: "/app/main.js") == ["/app/a.js", "/b.js", "/app/c.js"])
  }

  @Test(arguments: [
    "a = a + a; new WebSocket(aa);", "const bb = bb + bb; new WebSocket(bb);", "new WebSocket(",
    "new WebSocket([", "((((((", "`${`${", "x = y ? z :", "!", "new new ", "a.b.c(", "/", "/[",
    "'\\",
    "const cc = {cc: cc}; new WebSocket(cc.cc);", "{", "=>", "if (", "1 /", "&&", "<script>`",
  ])
  func `much of anything is read in time`(piece: String) {
    let code = String(repeating: piece, count: (1 << 18) / piece.utf8.count)
    #expect(opened(code).count <= 16)
    #expect(opened("<html><script>" + code).count <= 16)
  }
}
