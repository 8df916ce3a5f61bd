/// Programs that run applications and proxy nothing, by the Server field that they write.
///
/// A name that nobody knows may be a proxy's as well: it shows nothing.
enum ApplicationServers {
  private static let names = [
    // Python
    "gunicorn", "uvicorn", "hypercorn", "daphne", "werkzeug", "wsgiserver", "waitress", "cherrypy",
    "cheroot", "tornadoserver", "twistedweb", "autobahnpython", "basehttp", "simplehttp", "python",
    // Java and what runs beside it
    "apache-coyote", "jetty", "wildfly", "jboss", "undertow", "glassfish", "payara", "weblogic",
    "resin", "netty", "akka-http", "pekko-http", "ktor",
    // Others
    "kestrel", "puma", "thin", "webrick", "mojolicious", "starman", "swoole-http-server",
    "workerman", "cowboy", "mochiweb", "yaws", "warp", "libwebsockets", "libsoup", "mongoose",
    "civetweb", "deno", "bun",
  ]

  /// Whether the field begins with one of them; a version, a comment or another program may follow.
  static func wrote(_ field: String) -> Bool {
    let name = field.lowercased().prefix { !" /(;,".contains($0) }
    return names.contains(String(name))
  }
}
