/// Which directives can be passed over, because none of them changes where a handshake goes, what of it
/// arrives, or who answers it.
enum NginxNames {
  /// What makes the answer in a location, and the protocol in which it asks; "": that isn't followed.
  static let handlers: [String: String] = [
    "proxy_pass": "HTTP", "grpc_pass": "gRPC", "fastcgi_pass": "FastCGI", "uwsgi_pass": "uwsgi",
    "scgi_pass": "SCGI", "memcached_pass": "memcached", "stub_status": "-", "empty_gif": "-",
    "flv": "-", "mp4": "-",
    "content_by_lua": "", "content_by_lua_block": "", "content_by_lua_file": "",
    "js_content": "", "perl": "", "echo": "", "drizzle_pass": "", "redis_pass": "",
    "postgres_pass": "", "passenger_enabled": "", "push_stream_subscriber": "",
    "nchan_subscriber": "",
    "nchan_pubsub": "", "nchan_publisher": "",
  ]

  /// What is followed.
  private static let followed: Set<String> = [
    "server", "location", "if", "limit_except", "listen", "server_name", "upstream", "map", "geo",
    "set", "rewrite", "return", "break", "try_files", "error_page", "recursive_error_pages",
    "internal", "allow", "deny", "satisfy", "auth_basic", "auth_basic_user_file", "auth_request",
    "auth_request_set", "auth_jwt", "limit_req", "limit_conn", "root", "alias", "merge_slashes",
    "proxy_set_header", "proxy_http_version", "proxy_pass_request_headers", "proxy_method",
    "proxy_read_timeout", "ssl", "ssl_verify_client", "ssl_reject_handshake", "http2",
    "split_clients",
    "modsecurity", "app_protect_enable",
  ]

  /// Modules whose other directives say how answers look, what is logged, or how bytes are kept.
  private static let families: [String] = [
    "access_log", "add_", "aio", "allow_", "ancient_browser", "app_protect_", "auth_basic",
    "auth_delay",
    "auth_jwt_", "autoindex", "brotli", "charset", "chunked_transfer_encoding", "client_",
    "connection_pool_size",
    "default_type", "directio", "disable_symlinks", "dav_", "early_hints", "error_log", "etag",
    "expires", "f4f",
    "fastcgi_", "geoip", "grpc_", "gunzip", "gzip", "hls", "http2_", "http3", "if_modified_since",
    "ignore_invalid_headers", "image_filter", "index", "keepalive", "keyval",
    "large_client_header_buffers",
    "limit_conn_", "limit_rate", "limit_req_", "limit_zone", "lingering_", "log_", "lua_",
    "js_import", "js_path",
    "js_set", "js_var", "js_header_filter", "js_body_filter", "js_fetch", "js_shared",
    "init_by_lua",
    "init_worker_by_lua", "log_by_lua", "header_filter_by_lua", "body_filter_by_lua", "match",
    "max_headers", "max_ranges", "memcached_", "min_delete_depth", "modern_browser", "modsecurity_",
    "more_clear_headers",
    "more_set_headers", "mp4_", "msie_", "open_", "opentelemetry", "opentracing", "otel_",
    "output_buffers",
    "override_charset", "perl_modules", "perl_require", "perl_set", "port_in_redirect",
    "postpone_output",
    "proxy_bind", "proxy_buffer", "proxy_buffering", "proxy_busy", "proxy_cache", "proxy_connect",
    "proxy_cookie", "proxy_force_ranges",
    "proxy_headers_hash", "proxy_hide_header", "proxy_http2", "proxy_ignore",
    "proxy_intercept_errors",
    "proxy_limit_rate", "proxy_max_temp", "proxy_next_upstream", "proxy_no_cache",
    "proxy_pass_header",
    "proxy_pass_request_body", "proxy_pass_trailers", "proxy_redirect", "proxy_request_buffering",
    "proxy_request_dynamic", "proxy_send", "proxy_set_body",
    "proxy_socket_keepalive", "proxy_ssl", "proxy_store", "proxy_temp", "proxy_allow_upstream",
    "quic_", "random_index", "read_ahead",
    "real_ip", "referer_hash", "request_pool_size", "reset_timedout", "resolver", "rewrite_log",
    "satisfy",
    "scgi_", "secure_link", "send_", "sendfile", "server_name_in_redirect", "server_names_hash",
    "server_tokens", "set_real_ip_from", "slice", "source_charset", "split_clients", "ssi", "ssl_",
    "stub_status",
    "status_", "status", "sub_filter", "subrequest_output", "tcp_", "types",
    "underscores_in_headers", "uninitialized_variable_warn",
    "userid", "uwsgi_", "valid_referers", "variables_hash", "vhost_traffic_status", "xml_entities",
    "xslt_",
    "zone_sync", "absolute_redirect", "api", "session_log", "health_check", "mirror", "mgmt",
    "geoip2", "map_hash", "proxy_method", "worker_shutdown", "passenger_root", "passenger_ruby",
    "proxy_protocol",
  ]

  /// Files of this name hold types or parameters of another protocol, whoever ships them.
  private static let usualFiles: Set<String> = [
    "mime.types", "fastcgi_params", "fastcgi.conf", "uwsgi_params", "scgi_params", "koi-utf",
    "koi-win", "win-utf",
  ]

  static func isKnown(_ directive: NginxDirective) -> Bool {
    let name = directive.name
    if name == "include" {
      let file = (directive.first ?? "").split(separator: "/").last.map(String.init) ?? ""
      return usualFiles.contains(file)
    }
    return followed.contains(name) || handlers[name] != nil || isInFamily(name)
  }

  private static func isInFamily(_ name: String) -> Bool {
    families.contains { family in
      guard name.hasPrefix(family) else { return false }
      // A whole name, or what its module's names begin with.
      let next = name.dropFirst(family.count).first
      return next == nil || family.hasSuffix("_") || next == "_" || next == "s"
    }
  }

  /// What a file that is nginx's begins with, at its outermost level.
  static let outermost: Set<String> = [
    "events", "http", "stream", "mail", "server", "location", "upstream", "map", "user",
    "worker_processes", "error_log", "pid", "include", "load_module", "daemon", "proxy_pass",
    "proxy_set_header", "proxy_http_version", "proxy_read_timeout", "listen", "server_name",
  ]
}
