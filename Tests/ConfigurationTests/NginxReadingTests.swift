import Configuration
import Evidence
import Testing

/// nginx's grammar, its includes, and what is no configuration.
@Suite struct NginxReadingTests {
  @Test(arguments: [
    ("http { server { listen 80;", 1, 8, "isn't closed"), ("http {}\n}", 2, 1, "no block is open"),
    ("http { server {\n listen 80 } }", 2, 2, "\";\" is missing"),
    ("http { a \"x }", 1, 10, "isn't closed"),
    ("http { a \"x\"y; }", 1, 13, "blank"), (";", 1, 2, "no directive"),
    ("{\"a\": 1}", 1, 2, "no directive"),
    ("http {\n a \u{0}; }", 2, 4, "NUL"), ("", 1, 1, "no directive in it"),
    ("# only\n", 1, 1, "no directive in it"),
    ("Hello, world.", 1, 8, "the file ends"), ("colour red;", 1, 1, "begins a configuration"),
    ("http { include nginx.conf; }", 1, 8, "includes itself"),
    ("http { include; }", 1, 8, "takes one name"),
    ("http { include *.conf; }", 1, 8, "includes itself"),
  ])
  func `what can't be read is said with its place`(
    text: String, line: Int, column: Int, what: String
  ) throws {
    let problem = try #require(throws: ConfigurationProblem.self) { _ = try nginx(text) }
    #expect(problem.what.contains(what), "\(problem)")
    #expect(problem.place.line == line, "\(problem)")
    if what != "isn't closed" { #expect(problem.place.column == column, "\(problem)") }
  }

  @Test func `quotes, escapes, comments and variables in braces`() throws {
    let read = try server(
      """
      location "/a b" { proxy_pass http://x; } # a } in a comment ;
      location '/c"d' { proxy_pass "http://${host}:80/"; }
      location ~ "^/e{2}$" { return 301 /f\\;g; }
      """)
    #expect(read.goal("/a%20b") == "http://x /a%20b")
    #expect(read.goal("/ee") == "301 /f\\;g" || read.goal("/ee").hasPrefix("301"))
    #expect(read.arrival("/c%22d")?.leadsTo == .known("http://chat.test:80"))
  }

  @Test func `includes with patterns, in any block, each with its own lines`() throws {
    let read = try nginx(
      "http {\n include conf.d/*.conf; \n}",
      [
        "/etc/nginx/conf.d/b.conf": "server { listen 80; include parts/ws; }",
        "/etc/nginx/conf.d/a.conf": "map $http_upgrade $c { default upgrade; }",
        "/etc/nginx/conf.d/sub/no.conf": "nonsense",
        "/etc/nginx/parts/ws":
          "location / {\n  proxy_pass http://x;\n  proxy_set_header Connection $c;\n}",
      ])
    #expect(read.files.count == 4 && read.unread.isEmpty)
    #expect(read.arrival("/")?.connection == .known("upgrade"))
    let steps = read.follow(
      FollowedRequest(isSecure: false, host: "a", port: 80, target: "/")
    ).steps
    #expect(steps.contains { $0.place == Place(file: "/etc/nginx/parts/ws", line: 2, column: 3) })
  }

  @Test func `an include that is missing makes unknown what it may change`() throws {
    let read = try nginx(
      "http { include mime.types; server { listen 80; include gone.conf; location / { proxy_pass http://x; } } }"
    )
    #expect(read.unread.map(\.place.line) == [1])
    #expect(read.goal("/") == "unknown 1")
  }

  @Test func `what nginx -T prints is several files`() throws {
    let text = """
      # configuration file /etc/nginx/nginx.conf:
      http { include /etc/nginx/sites/*; }

      # configuration file /etc/nginx/sites/one:
      server {
        listen 80; location / { proxy_pass http://x; } }
      """
    let read = try NginxConfiguration(reading: "-", from: .memory(["-": text]))
    #expect(read.files == ["/etc/nginx/nginx.conf", "/etc/nginx/sites/one"])
    #expect(read.goal("/") == "http://x /")
    #expect(!read.isFragment)
  }

  @Test func `a site's own file says less for sure`() throws {
    let read = try nginx("server { listen 80; location / { proxy_pass http://x; } }")
    #expect(read.isFragment)
    let findings = read.judge(
      read.follow(FollowedRequest(isSecure: false, host: "a", port: 80, target: "/")))
    #expect(findings.map(\.certainty) == [.likely])
  }

  @Test func `bounds`() throws {
    let deep = String(repeating: "a {", count: 600) + String(repeating: "}", count: 600)
    #expect(throws: ConfigurationProblem.self) { _ = try nginx("http {\(deep)}") }
    let near = String(repeating: "a {", count: 500) + String(repeating: "}", count: 500)
    _ = try nginx("http {\(near)}")
    #expect(throws: ConfigurationProblem.self) {
      _ = try nginx("http { a \(String(repeating: "x", count: 1 << 20)); }")
    }
    _ = try nginx("http { a \(String(repeating: "x ", count: 9000)); }")
    let long = try server(
      (0..<20_000).map { "location /l\($0) {\nproxy_pass http://x;\n}\n" }.joined())
    #expect(long.goal("/l19999") == "http://x /l19999")
  }

  @Test func `secrets aren't shown`() throws {
    let read = try server(
      """
      location / {
        set $key "s3cr3t-1";
        if ($http_x_api_key != "s3cr3t-2") { return 403 "s3cr3t-3"; }
        if ($arg_token = "s3cr3t-4") { rewrite ^ /x?key=s3cr3t-5 break; }
        auth_basic "s3cr3t-6"; strange s3cr3t-7;
        proxy_set_header Authorization "Basic s3cr3t-8";
        proxy_set_header Cookie "a=s3cr3t-9";
        proxy_pass http://user:s3cr3t-10@x/?k=s3cr3t-11;
      }
      """)
    let journey = read.follow(
      FollowedRequest(isSecure: false, host: "chat.test", port: 80, target: "/"))
    let all = "\(journey.steps) \(journey.mayAnswer) \(read.unread) \(read.judge(journey))"
    #expect(!all.contains("s3cr3t"), "\(all)")
  }
}
