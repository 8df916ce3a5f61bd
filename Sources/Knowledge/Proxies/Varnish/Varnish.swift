import Diagnosis
import Evidence
import HTTP1

extension ProxyProduct {
  static let varnish = ProxyProduct(
    "varnish", name: "Varnish",
    habits: [.asksInHTTP11: .all, .says503ForBackends: .all],
    sign: { response in
      if response.field("X-Varnish") != nil { return Sign(.proven, because: "X-Varnish") }
      return response.field("Via")?.lowercased().contains("varnish") == true
        ? Sign(.likely, because: "Via: \(response.field("Via") ?? "")") : nil
    },
    wrote: { response in
      response.start.contains("Guru Meditation") || response.field("Server") == "Varnish"
        ? "its own error page" : nil
    },
    reload: SetupStep.reloadVarnish, steps: SetupStep.varnish,
    parts: [
      .forwardUpgrade: ["varnish.pipe"], .routePath: ["varnish.pipe"],
      .speakHTTP1ToApplication: [],
    ], ways: varnishWays,
    lines: varnishLines,
    limits: [
      KnownTimeout(
        60, "Varnish pipe_timeout (default)", source: "measured with 7.1.1: FIN at 60.1 s")
    ],
    guides: ["generic": ["varnish.pipe", "proxy.idle-timeout"]])

  private static let varnishWays: [StepID: Way] = [
    "proxy.allow-upgrade": Way(
      file: { _ in "the VCL, before its other subs" }, directive: "return (synth)",
      snippet: {
        "# remove what refuses it, such as: return (synth(403)) in vcl_recv\n"
          + SetupStep.varnishPipe($0)
      },
      source: "Varnish 7.1, vcl(7): return (synth)", note: { _ in nil }),
    "proxy.authentication": Way(
      file: { _ in "the VCL, before its other subs, or this command line" },
      snippet: { "\(SetupStep.giveLogin($0))\n\(SetupStep.varnishPipe($0))" }),
    "proxy.idle-timeout": Way(
      directive: "pipe_timeout",
      snippet: { context in
        let seconds = context.limitToSet
        return "varnishadm param.set pipe_timeout \(seconds)   # and -p pipe_timeout=\(seconds) "
          + "for its start"
      }),
    "proxy.buffering": Way(
      file: { _ in "the VCL" },
      snippet: { _ in "# remove set beresp.do_stream = false from vcl_backend_response" }),
    "proxy.host-header": Way(
      snippet: { _ in "# Varnish passes Host on: remove set req.http.Host, .host_header" }),
    "proxy.handshake-fields": Way(
      snippet: { _ in
        """
        # remove every line that changes one of them, in the request or in the answer:
        # unset req.http.Sec-WebSocket-…, unset bereq.http.Sec-WebSocket-…
        # unset resp.http.Sec-WebSocket-…
        """
      }),
  ]
}
