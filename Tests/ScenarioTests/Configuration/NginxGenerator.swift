/// Makes up configurations of nginx that it accepts: the same ones for the same seed.
struct NginxGenerator {
  private var state: UInt64
  private let tap: Int
  let hasOwnHTTP11: Bool

  init(seed: UInt64, tap: Int, hasOwnHTTP11: Bool) {
    state = seed
    self.tap = tap
    self.hasOwnHTTP11 = hasOwnHTTP11
  }

  /// SplitMix64.
  mutating func next(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(bound))
  }

  private mutating func one<Element>(_ choices: [Element]) -> Element {
    choices[next(choices.count)]
  }
  private mutating func chance(_ percent: Int) -> Bool { next(100) < percent }

  /// What stands in `http` for all servers.
  func http(fields: String) -> String {
    """
    map $http_upgrade $connection_upgrade { default upgrade; '' close; }
    map $http_upgrade $is_socket { default 0; ~*^websocket$ 1; }
    map $uri $target_of { default ""; ~^/a/(?<rest>.*)$ /mapped/$rest; /ab /exact; }
    map "$scheme:$request_method" $kind { "http:GET" get; default other; }
    map $host $by_host { hostnames; default none; *.test some; g1.test one; }
    upstream app { server 127.0.0.1:\(tap); keepalive 4; }
    server_names_hash_max_size 4096;
    variables_hash_max_size 4096;
    \(fields)
    """
  }

  mutating func fields() -> String {
    var lines: [String] = []
    if chance(55) { lines.append("proxy_set_header Upgrade $http_upgrade;") }
    if chance(55) {
      lines.append(
        "proxy_set_header Connection "
          + one([
            "\"upgrade\"", "$connection_upgrade", "\"\"", "$http_connection", "Upgrade", "close",
          ])
          + ";")
    }
    if chance(40) {
      lines.append(
        "proxy_set_header Host "
          + one(["$host", "$http_host", "$proxy_host", "app.test", "$host:$server_port"]) + ";")
    }
    if chance(20) { lines.append("proxy_set_header X-Kind $kind-$is_socket-$by_host;") }
    if chance(10) { lines.append("proxy_set_header Sec-WebSocket-Version \"\";") }
    if chance(50) { lines.append("proxy_http_version \(one(["1.1", "1.1", "1.0"]));") }
    return lines.joined(separator: "\n")
  }

  mutating func server(_ number: Int, listen: String) -> String {
    var lines = ["listen \(listen);", "server_name g\(number).test;"]
    if chance(40) { lines.append(fields()) }
    if chance(20) { lines += [script()] }
    if chance(15) { lines.append("error_page 404 418 \(chance(50) ? "= " : "")@named;") }
    if chance(8) { lines.append("merge_slashes off;") }
    lines += ["location @named {", pass(allowsURI: false), "}"]
    var names: Set<String> = []
    for _ in 0..<(2 + next(5)) { lines.append(location(in: "", depth: 0, taken: &names)) }
    return "server {\n" + lines.joined(separator: "\n") + "\n}\n"
  }

  private mutating func location(in parent: String, depth: Int, taken: inout Set<String>) -> String
  {
    let kind = next(10)
    let prefixes = ["/", "/a", "/a/", "/a/b", "/a/b/", "/ab", "/c/", "/a/b/c", "/c/d/"]
    var head: String
    if kind < 7 {
      let name = one(prefixes.filter { $0.hasPrefix(parent) })
      let sign = kind == 0 ? "= " : kind == 1 ? "^~ " : ""
      // nginx takes an exact one beside a prefix of the same name, but not two of a kind.
      let key = (kind == 0 ? "= " : "") + name
      guard taken.insert(key).inserted else { return "" }
      head = sign + name
    } else {
      head = one([
        "~ ^/a/(.*)$", "~* \\.(js|CSS)$", "~ /b", "~ ^/c/(?<part>[^/]+)", "~* ^/A", "~ ^/a+b?$",
      ])
      guard taken.insert(head).inserted else { return "" }
    }
    let isPattern = head.hasPrefix("~")
    var lines: [String] = []
    if chance(25) { lines.append(script()) }
    if chance(60) { lines.append(fields()) }
    if chance(8) { lines.append(one(["deny all;", "allow all;", "deny 10.0.0.1; allow all;"])) }
    if chance(5) { lines.append("internal;") }
    if chance(7) { lines.append("error_page 403 404 418 = /c/d/error;") }
    if chance(7) { lines.append("limit_except POST { deny all; }") }
    if chance(10) {
      lines.append(
        "try_files \(one(["$uri @named", "$uri $uri/ /c/fallback?x=$args", "/none =404", "$uri =418"]));"
      )
    }
    if chance(10) {
      lines.append(
        "if (\(condition())) { \(one(["return 418;", "set $seen yes;", "proxy_pass http://app;", "break;", "return 302 /login;"])) }"
      )
    }
    if depth < 2, !isPattern, chance(30) {
      var inner: Set<String> = []
      let parent = head.drop { $0 == "^" || $0 == "~" || $0 == " " }
      if !head.hasPrefix("=") {
        for _ in 0..<(1 + next(2)) {
          lines.append(location(in: String(parent), depth: depth + 1, taken: &inner))
        }
      }
    }
    if !chance(12) {
      lines.append(
        chance(10)
          ? "return \(one(["418", "200 text", "301 https://$host$request_uri", "444", "http://$host/else$uri", "404"]));"
          : pass(allowsURI: !isPattern))
    }
    return "location \(head) {\n" + lines.joined(separator: "\n") + "\n}"
  }

  private mutating func pass(allowsURI: Bool) -> String {
    let base = one(["http://127.0.0.1:\(tap)", "http://app"])
    var choices = ["", "", "", "$request_uri", "$uri$is_args$args", "/v/$1"]
    if allowsURI { choices += ["/", "/x/", "/x", "/q?k=1"] }
    let uri = one(choices)
    return "proxy_pass \(base)\(uri);"
  }

  private mutating func condition() -> String {
    one([
      "$http_upgrade", "$is_socket", "$http_upgrade = websocket", "$request_method != GET",
      "$uri ~ ^/a/(.*)$", "$host ~* \"^G\\d+\"", "$args", "$arg_x = 1", "$kind !~ get",
      "$seen = yes",
      "-f $request_filename", "!-e $request_filename", "$target_of",
      "$http_sec_websocket_version = 13",
    ])
  }

  private mutating func script() -> String {
    var lines: [String] = []
    for _ in 0..<(1 + next(2)) {
      lines.append(
        one([
          "set $seen \(one(["yes", "$uri", "\"\""]));",
          "if (\(condition())) { set $seen yes; }",
          "if (\(condition())) { rewrite ^/ab(.*)$ /a/b$1 \(one(["last", "break", ""])); }",
          "if (\(condition())) { return \(one(["403", "418", "302 /login?to=$uri", "444"])); }",
          "rewrite ^/c/(.*)$ /a/$1 \(one(["last", "break", "", "redirect", "permanent"]));",
          "rewrite ^/a/b(.*)$ /rewritten$1?y=2\(one(["", "?"])) \(one(["last", "break", ""]));",
          "rewrite ^(/ab)/(\\w+)$ $1-$2 last;".replacing("$1-$2", with: "/c/$2"),
          "break;",
        ]))
    }
    return lines.joined(separator: "\n")
  }

  /// A request's target that may meet them.
  mutating func target() -> String {
    let path = one([
      "/", "/a", "/a/", "/a/b", "/a/b/", "/a/b/c", "/a/b/c/ws", "/ab", "/ab/x", "/c", "/c/",
      "/c/d/", "/c/d/e",
      "/a/x.js", "/c/y.css", "/zz", "/a//b/c", "/a/./b", "/a/b/../c", "/a/%62/c", "/a/b%20c/d",
      "/aab", "/A/b",
    ])
    return path + one(["", "", "", "?x=1", "?x=2&y=%20"])
  }
}
