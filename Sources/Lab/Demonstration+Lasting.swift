extension Demonstration {
  /// WebSocket works, and doesn't last.
  static let lasting: [Demonstration] = [
    Demonstration(
      "idle.timeout-too-short", .limits(.silence(.seconds(2))),
      setup: "the proxy cuts silence after 2 s, and the keepalive comes each 3 s (as 25 and 30)",
      cure: "proxy_read_timeout is longer than the keepalive's interval",
      waits: Waits(idle: .seconds(4), keepalive: .seconds(3))),
    Demonstration(
      "idle.no-margin", .limits(.silence(.seconds(2))),
      setup: "the proxy cuts silence after 2 s, and the keepalive comes each 1.6 s",
      cure: "proxy_read_timeout is at least twice the keepalive's interval",
      waits: Waits(idle: .seconds(4), keepalive: .milliseconds(1600))),
    Demonstration(
      "idle.lifetime-limit", .limits(.age(.seconds(2))),
      setup: "the proxy ends every connection at the age of 2 s, talking or not",
      cure: "the limit on a connection's whole life is lifted",
      waits: Waits(idle: .seconds(4), keepalive: .seconds(1))),
    Demonstration(
      "idle.silent-drop", .limits(.forgotten(afterSilence: .seconds(2))),
      setup: "the way forgets a connection after 2 s of silence, without FIN or RST",
      cure: "the way remembers connections for longer",
      waits: Waits(idle: .seconds(4), keepalive: .seconds(3))),
    Demonstration(
      "keepalive.not-honored", .limits(.silenceOfData(.seconds(2))),
      setup: "the proxy cuts after 2 s without a message: the keepalive's pings don't count",
      cure: "the proxy counts every frame",
      waits: Waits(idle: .seconds(4), keepalive: .seconds(1))),
  ]
}
