import Configuration

/// A configuration in memory.
func nginx(_ text: String, release: String? = nil, _ others: [String: String] = [:]) throws
  -> NginxConfiguration
{
  try NginxConfiguration(
    reading: "/etc/nginx/nginx.conf",
    from: .memory(others.merging(["/etc/nginx/nginx.conf": text]) { $1 }),
    release: release.flatMap { NginxRelease($0) })
}

/// The same with one server at port 80.
func server(_ lines: String, http: String = "", release: String? = "1.22.1") throws
  -> NginxConfiguration
{
  try nginx(
    "events {}\nhttp {\n\(http)\nserver {\nlisten 80;\nserver_name chat.test;\n\(lines)\n}\n}\n",
    release: release)
}

extension NginxConfiguration {
  func ending(_ target: String, handshake: Bool = true, host: String = "chat.test") -> Ending {
    follow(
      FollowedRequest(
        isSecure: false, host: host, port: 80, target: target, isHandshake: handshake)
    ).ending
  }

  func arrival(_ target: String, handshake: Bool = true) -> Arrival? {
    guard case .arrives(let arrival) = ending(target, handshake: handshake) else { return nil }
    return arrival
  }

  /// Where it ends up and under which path, as "http://a /x".
  func goal(_ target: String) -> String {
    switch ending(target) {
    case .arrives(let arrival):
      "\(arrival.leadsTo.text ?? "?") \(arrival.target.text ?? "?")"
    case .answered(let status, let location): "\(status)" + (location.map { " " + $0 } ?? "")
    case .files: "files"
    case .closed: "closed"
    case .unknown(let unread): "unknown \(unread.place.line)"
    case let other: "\(other)"
    }
  }
}
