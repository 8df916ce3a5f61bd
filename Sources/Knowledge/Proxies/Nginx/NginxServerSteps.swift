import Diagnosis
import Evidence

extension SetupStep {
  /// Servers behind nginx, and its limits.
  static let nginxServers: [SetupStep] = [
    SetupStep(
      "nginx.backend-address", title: "the right backend, and one that runs",
      file: { "the location that covers \($0.path), on \($0.proxyName)" },
      directive: "proxy_pass",
      snippet: {
        "proxy_pass http://\($0.backend);   # must answer: curl -i http://\($0.backend)/"
      },
      apply: { _ in "start the backend or mend its address, then: nginx -t && nginx -s reload" },
      source: "nginx, ngx_http_proxy_module: proxy_pass",
      note: { _ in
        "nginx's error log says why: refused (down), reset (dropped), or a TLS backend asked in "
          + "plain HTTP (then https://)"
      }, checkedWith: checkedNginx,
      page: Page(
        "Name the application where it listens",
        """
        What it is   proxy_pass must have the scheme, host and port on which the
                     application listens.
        Write        proxy_pass  http://APP:8080;     # https:// if it speaks TLS
        Seen by      nginx's own 502 (refused, reset or TLS spoken to a plain port, all
                     alike) or 504 (no answer in time).
        Mind         The error log tells them apart. An upstream with two servers stays
                     at 502 for fail_timeout (10 s) after they come back.
        Sources      nginx.org proxy_pass, upstream; measured with nginx 1.22.1, 2026-11
        """)),
    SetupStep(
      "nginx.body-size", title: "room for what the fallback posts",
      file: { "the location that covers what \($0.feature) posts to" },
      directive: "client_max_body_size", snippet: { _ in "client_max_body_size  10m;" },
      apply: { _ in "nginx -t && nginx -s reload" },
      source: "nginx, ngx_http_core_module: client_max_body_size (default 1m)",
      note: { _ in
        "no limit for WebSocket's messages. Not seen from outside: wsdoctor posts nothing; nginx "
          + "says 413, and its error log names the size"
      }, checkedWith: checkedNginx,
      seen: { _ in
        .init(.unknown, "nothing was posted; a limit shows as nginx's 413")
      },
      forms: bodyForms,
      page: Page(
        "Allow the size of the fallback's requests",
        """
        What it is   client_max_body_size, default 1m, limits ordinary requests, so
                     POSTs of the fallback; never WebSocket messages.
        Write        client_max_body_size  10m;
        Seen by      413 from nginx for a large POST, while the WebSocket works. Not by
                     wsdoctor, which posts nothing: the report says unknown.
        Sources      nginx.org client_max_body_size; measured with nginx 1.22.1, 2026-11
        """,
        reproduce: "none: it takes a fallback that posts")),
    SetupStep(
      "nginx.read-timeout", title: "a read timeout longer than the keepalive's interval",
      file: { _ in "in the location that has proxy_set_header Upgrade" },
      directive: "proxy_read_timeout",
      snippet: { "proxy_read_timeout  \($0.limitToSet)s;\($0.limitRemark)" },
      apply: { _ in "nginx -t && nginx -s reload" }, verify: { $0.askAgainAndWait },
      source: "nginx, ngx_http_proxy_module: proxy_read_timeout (default 60s)",
      note: { _ in "if nginx isn't the only proxy on the way, the limit may sit in the other one" },
      checkedWith: checkedNginx,
      forms: readTimeoutForms,
      page: Page(
        "Let a silent connection live",
        """
        What it is   proxy_read_timeout ends a connection on which nothing moved in
                     either direction. Default 60 s.
        Write        proxy_read_timeout  600s;    # at least twice the keepalive
        Seen by      A silent connection ends with FIN and no Close frame, always at the
                     same age; one that talks lives.
        Mind         proxy_send_timeout, send_timeout and keepalive_timeout do not
                     matter here. A keepalive below the limit is the other cure.
        Sources      nginx.org proxy_read_timeout; nginx source,
                     ngx_http_upstream_process_upgraded; measured with nginx 1.22.1
                     (60.0 s), 2026-11
        """)),
    SetupStep(
      "nginx.buffering", title: "hand a streamed answer on as it comes",
      file: { _ in "in the location that covers the fallback's path" },
      directive: "proxy_buffering",
      snippet: { _ in "proxy_buffering     off;" },
      apply: { _ in "nginx -t && nginx -s reload" },
      source: "nginx, ngx_http_proxy_module: proxy_buffering (default on)",
      note: { _ in
        "an application that answers with X-Accel-Buffering: no needs no such line; gzip delays a "
          + "stream as well"
      },
      checkedWith: checkedNginx,
      forms: bufferingForms,
      page: Page(
        "Pass streamed answers on at once",
        """
        What it is   The fallback of some applications is one long answer. A buffer
                     holds it back until it is full.
        Write        proxy_buffering  off;
                     gzip             off;
        Seen by      First byte and last byte of a streamed answer come together.
        Mind         Upgraded connections are never buffered. "X-Accel-Buffering: no" in
                     the application's answer does the same. With proxy_http_version 1.1
                     chunks are handed on as they come, buffered or not.
        Sources      nginx.org proxy_buffering; measured with nginx 1.22.1 (gzip delays
                     a stream to its end), 2026-11
        """)),
    SetupStep(
      "nginx.sticky-session", title: "one client's requests to one server",
      file: { "the upstream block that \($0.locationPath) is passed to" }, directive: "ip_hash",
      snippet: { _ in
        """
        upstream GROUP-NAME {              # the name in proxy_pass
            ip_hash;                       # one client address, one server
            server NODE1-BACKEND;
            server NODE2-BACKEND;
        }
        """
      },
      apply: { _ in "nginx -t && nginx -s reload" },
      source: "nginx, ngx_http_upstream_module: ip_hash, hash, sticky",
      note: { _ in
        "behind another proxy all have one address: then hash on a cookie, as in hash "
          + "$cookie_SESSION-COOKIE consistent"
      }, checkedWith: checkedNginx,
      forms: stickyForms,
      page: Page(
        "nginx: one client, one server",
        """
        What it is   Requests of one client go to one server of the upstream group.
        Write        upstream GROUP-NAME { ip_hash; server ...; server ...; }
        Seen by      Every request of a session finds it.
        Mind         Behind another proxy all clients have one address: hash on a
                     cookie instead.
        Sources      nginx.org ngx_http_upstream_module; measured with 1.22.1
        """)),
    SetupStep(
      "nginx.header-buffers", title: "room for a browser's cookies",
      file: { "the http or server block of \($0.host)" },
      directive: "large_client_header_buffers",
      snippet: { _ in "large_client_header_buffers 4 16k;" },
      apply: { _ in "nginx -t && nginx -s reload" },
      source: "nginx, ngx_http_core_module: large_client_header_buffers",
      note: { _ in
        "nginx-jelastic.conf says 4 2k; nginx itself 4 8k. On Jelastic write it into nginx.conf"
      }, checkedWith: checkedNginx,
      forms: headerForms,
      page: Page(
        "nginx: room for cookies",
        """
        What it is   The longest line of a request's head that nginx takes.
        Write        large_client_header_buffers 4 16k;
        Seen by      400 "Request Header Or Cookie Too Large" with long cookies.
        Mind         Default 4 8k; Jelastic's nginx-jelastic.conf has 4 2k.
        Sources      nginx.org ngx_http_core_module; measured with 1.22.1
        """)),
  ]
}
