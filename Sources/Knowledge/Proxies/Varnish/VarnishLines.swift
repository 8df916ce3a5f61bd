import Diagnosis

extension ProxyProduct {
  /// In the pages that compare products.
  static let varnishLines: [Role: String] = [
    .forwardUpgrade: "return (pipe), and copy the two fields in vcl_pipe",
    .leaveHandshakeFields: "unset req.http..., bereq.http..., resp.http...",
    .allowUpgrade: "no return (synth(403)) in vcl_recv",
    .keepSilence: "pipe_timeout (60 s)",
    .handOnAsItComes: "beresp.do_stream, true as shipped",
    .stick: "directors.hash() by the session's cookie",
  ]
}
