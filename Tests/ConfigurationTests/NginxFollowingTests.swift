import Evidence
import Testing

@testable import Configuration

/// Which server, which location, and what arrives.
@Suite struct NginxFollowingTests {
  @Test(arguments: [
    ("/x", "http://exact /x"), ("/xy", "http://prefix /xy"),
    ("/static/a.js", "http://preferred /static/a.js"),
    ("/a.js", "http://pattern /a.js"), ("/A.JS", "http://folded /A.JS"),
    ("/other", "http://root /other"),
    ("/app/deep/x", "http://nested /app/deep/x"), ("/app/x", "http://app /app/x"),
    ("/slash", "301 /slash/"), ("/inner", "404"),
  ])
  func `locations by their kinds`(target: String, goal: String) throws {
    let read = try server(
      """
      location / { proxy_pass http://root; }
      location = /x { proxy_pass http://exact; }
      location /x { proxy_pass http://prefix; }
      location ^~ /static/ { proxy_pass http://preferred; }
      location ~ \\.js$ { proxy_pass http://pattern; }
      location ~* \\.js$ { proxy_pass http://folded; }
      location /app/ { proxy_pass http://app; location /app/deep { proxy_pass http://nested; } }
      location /slash/ { proxy_pass http://slash; }
      location = /inner { internal; proxy_pass http://inner; }
      """)
    #expect(read.goal(target) == goal)
  }

  @Test(arguments: [
    ("/a/b", "http://x /b"), ("/b/c?q=1", "http://x /y/c?q=1"), ("/c/d", "http://x /c/d"),
    ("/d/e?q=1", "http://x /v?w=/d/e"), ("/e/f", "http://x /f?r=1"), ("/g/h", "http://y /h"),
    ("/i", "302 https://chat.test/i"), ("/j/k?q=1", "http://x /j/k?q=1"), ("/l", "unknown 11"),
    ("/m/n", "http://x /n"), ("/a//b", "http://x /b"), ("/c/%20d", "http://x /c/%20d"),
    ("/a/%20d", "http://x /%20d"),
  ])
  func `what proxy_pass and rewrite make of a path`(target: String, goal: String) throws {
    let read = try server(
      """
      location /a/ { proxy_pass http://x/; }
      location /b { proxy_pass http://x/y; }
      location /c/ { proxy_pass http://x; }
      location /d/ { proxy_pass http://x/v?w=$uri; }
      location /e/ { rewrite ^/e/(.*)$ /$1?r=1? break; proxy_pass http://x; }
      location /g/ { rewrite ^/g/(.*)$ /away/$1 last; }
      location /i { return 302 https://$host$request_uri; }
      location /l { proxy_pass http://$cookie_node; }
      location /away/ { proxy_pass http://y/; }
      location /j/ { set $where x; proxy_pass http://$where$request_uri; }
      location /m/ { rewrite ^/m(/.*)$ $1 break; proxy_pass http://x/ignored/; }
      """)
    if target == "/l" {
      guard case .arrives(let arrival) = read.ending("/l") else {
        Issue.record("it is handed on, only where to isn't known")
        return
      }
      #expect(arrival.leadsTo.text == nil && arrival.target.text == nil)
      return
    }
    #expect(read.goal(target) == goal)
  }

  @Test func `fields of a level cancel those above`() throws {
    let read = try server(
      """
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection "upgrade";
      location / { proxy_pass http://x; }
      location /own { proxy_pass http://x; proxy_set_header Host $host; }
      """)
    let inherited = try #require(read.arrival("/ws"))
    #expect(inherited.upgrade == .known("websocket") && inherited.connection == .known("upgrade"))
    #expect(inherited.fate == .forwarded)
    let own = try #require(read.arrival("/own"))
    #expect(own.upgrade == .known("") && own.fate == .lost && own.host == .known("chat.test"))
    let findings = read.judge(
      read.follow(FollowedRequest(isSecure: false, host: "chat.test", port: 80, target: "/own")))
    #expect(findings.first?.fault == "upgrade.not-forwarded")
    #expect(findings.first?.evidence.map(\.place.line) == [10, 7, 8])
  }

  @Test(
    arguments: [
      ("1.22.1", ["1.0"], Stated.known("close")), ("1.29.6", ["1.0"], .known("close")),
      ("1.29.7", ["1.1"], .known("")), (nil, ["1.0", "1.1"], .unknown(nil)),
    ] as [(String?, [String], Stated)])
  func `the version where no line says it`(
    release: String?, versions: [String], connection: Stated
  ) throws {
    let read = try server("location / { proxy_pass http://x; }", release: release)
    let arrival = try #require(read.arrival("/"))
    #expect(arrival.versions == versions && arrival.connection == connection)
    #expect(arrival.host == .known("x") && arrival.fate == .lost)
  }

  @Test func `a map is evaluated for the request`() throws {
    let read = try server(
      """
      location / {
        proxy_pass http://x;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Connection $connection_upgrade;
      }
      """,
      http: "map $http_upgrade $connection_upgrade { default upgrade; '' close; ~*^h2c$ none; }")
    #expect(read.arrival("/ws")?.connection == .known("upgrade"))
    #expect(read.arrival("/ws", handshake: false)?.connection == .known("close"))
  }

  @Test(arguments: [
    ("deny all;", "403"), ("allow all; deny all;", "http://x /"),
    ("allow 10.0.0.1; deny all;", "http://x /"),
    ("auth_basic \"x\";", "401"), ("auth_basic off;", "http://x /"), ("return 444;", "closed"),
    ("if ($http_upgrade) { return 403; }", "403"),
    ("if ($http_upgrade = \"\") { return 403; }", "http://x /"),
    ("if ($cookie_a) { return 403; }", "unknown 7"), ("if ($cookie_a) { set $b 1; }", "http://x /"),
    ("try_files $uri =404;", "404"), ("content_by_lua_block { ngx.say(\"}\") }", "unknown 7"),
    ("strange on;", "unknown 7"), ("error_page 403 = @back; deny all;", "http://back /"),
    ("if ($http_connection ~* upgrade) { set $b 1; }", "http://x /"),
    ("if ($http_connection ~ ^Upgrade$) { return 403; }", "unknown 7"),
    ("limit_except POST { deny all; }", "403"), ("return 200 ok;", "200"),
  ])
  func `who answers instead`(line: String, goal: String) throws {
    let read = try server(
      "location / { \(line) proxy_pass http://x; } location @back { proxy_pass http://back; }")
    #expect(read.goal("/") == goal)
  }

  @Test func `who may answer is named where it depends on who asks`() throws {
    let read = try server(
      "location / { allow 10.0.0.1; deny all; limit_req zone=a; ssi on; auth_request /ask; proxy_pass http://x; }"
    )
    let journey = read.follow(
      FollowedRequest(isSecure: false, host: "chat.test", port: 80, target: "/"))
    #expect(journey.fate == .forwarded || journey.fate == .lost)
    #expect(journey.mayAnswer.count == 4)
  }

  @Test(arguments: [
    ("a.test", "http://exact /"), ("b.a.test", "http://front /"), ("c.b.a.test", "http://front /"),
    ("www.x.org", "http://end /"), ("n7.local", "http://pattern /"), ("none", "http://default /"),
  ])
  func `servers by their names`(host: String, goal: String) throws {
    func one(_ names: String, _ goal: String, _ listen: String = "80") -> String {
      "server { listen \(listen); server_name \(names); location / { proxy_pass http://\(goal); } }"
    }
    let read = try nginx(
      "events {} http {"
        + [
          one("a.test", "exact"), one("*.a.test", "front"), one("www.*", "end"),
          one("~^n\\d+\\.local$", "pattern"), one("_", "default", "80 default_server"),
        ].joined() + "}")
    guard
      case .arrives(let arrival) = read.follow(
        FollowedRequest(isSecure: false, host: host, port: 80, target: "/")
      ).ending
    else {
      Issue.record("it doesn't arrive")
      return
    }
    #expect("\(arrival.leadsTo.text ?? "") \(arrival.target.text ?? "")" == goal)
  }

  @Test func `other protocols and streams`() throws {
    let read = try nginx(
      """
      stream { server { listen 81; proxy_pass 10.0.0.1:8080; proxy_timeout 1h; } }
      http { server { listen 80; location / { fastcgi_pass unix:/php; } location /g { grpc_pass grpc://x; } } }
      """)
    #expect(read.ending("/") == .otherProtocol("FastCGI"))
    #expect(read.ending("/g") == .otherProtocol("gRPC"))
    let journey = read.follow(
      FollowedRequest(isSecure: false, host: "any", port: 81, target: "/ws"))
    #expect(journey.ending == .passedThrough("10.0.0.1:8080"))
    #expect(
      journey.silence
        == SilenceLimit(
          seconds: 3600, place: Place(file: "/etc/nginx/nginx.conf", line: 1, column: 56)))
  }

  @Test(arguments: [
    ("60", 60.0), ("1h30m", 5400), ("\"1h 30m\"", 5400), ("500ms", 0.5), ("1d", 86400),
  ])
  func `the limit of silence, with its line`(text: String, seconds: Double) throws {
    let read = try server("proxy_read_timeout \(text);\nlocation / { proxy_pass http://x; }")
    let limit = try #require(
      read.follow(FollowedRequest(isSecure: false, host: "chat.test", port: 80, target: "/"))
        .silence)
    #expect(limit.seconds == seconds && limit.place?.line == 7)
    let other = try server("location / { proxy_pass http://x; }")
    #expect(
      other.follow(FollowedRequest(isSecure: false, host: "chat.test", port: 80, target: "/"))
        .silence
        == SilenceLimit(seconds: 60, place: nil))
  }
}
