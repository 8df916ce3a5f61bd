import Evidence

/// Answers of proxies and servers as they were captured.
extension RecogniserTests {
  private static let nginx = "Server: nginx/1.22.1\nContent-Type: text/html"

  static let proxies: [Form] = [
    Form(
      name: "nginx 404", head: "HTTP/1.1 404 Not Found\n\(nginx)",
      body: Captured.nginxPage("404 Not Found"), author: .proxy, product: "nginx"),
    Form(
      name: "nginx 502 without a version", head: "HTTP/1.1 502 Bad Gateway\nServer: nginx",
      body: Captured.nginxPage("502 Bad Gateway", server: "nginx"), author: .proxy,
      product: "nginx"),
    Form(
      name: "openresty", head: "HTTP/1.1 403 Forbidden\nServer: openresty/1.21.4.1",
      body: Captured.nginxPage("403 Forbidden", server: "openresty/1.21.4.1"), author: .proxy,
      product: "nginx"),
    Form(
      name: "Apache 404",
      head:
        "HTTP/1.1 404 Not Found\nServer: Apache/2.4.71 (Debian)\nContent-Type: text/html; charset=iso-8859-1",
      body: Captured.apachePage("404 Not Found"), author: .proxy, product: "apache"),
    Form(
      name: "Apache 503 without a signature",
      head: "HTTP/1.1 503 Service Unavailable\nServer: Apache",
      body:
        "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">\n<html><head>\n<title>503</title>",
      author: .proxy, product: "apache"),
    Form(
      name: "Apache 2.4.71, Max-Forwards: 0",
      head: "HTTP/1.1 400 Proxy Error\nServer: Apache/2.4.71 (Debian)",
      body: "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\" "
        + "\"http://www.w3.org/TR/html4/strict.dtd\">\n<html><head>\n<title>400 Proxy Error</title>",
      author: .proxy, product: "apache"),
    Form(
      name: "HAProxy 503",
      head: "HTTP/1.1 503 Service Unavailable\ncache-control: no-cache\ncontent-type: text/html",
      body: Captured.haproxy503, author: .proxy, product: "haproxy"),
    Form(
      name: "Caddy 502", head: "HTTP/1.1 502 Bad Gateway\nServer: Caddy", author: .proxy,
      product: "caddy"),
    Form(
      name: "Caddy's empty 200", head: "HTTP/1.1 200 OK\nServer: Caddy", author: .proxy,
      product: "caddy"),
    Form(
      name: "Varnish 503",
      head:
        "HTTP/1.1 503 Backend fetch failed\nServer: Varnish\nX-Varnish: 32770\nRetry-After: 5\nVia: 1.1 varnish (Varnish/7.1)",
      body: Captured.varnish503, author: .proxy, product: "varnish"),
    Form(
      name: "Squid 503",
      head:
        "HTTP/1.1 503 Service Unavailable\nServer: squid/5.7\nX-Squid-Error: ERR_CONNECT_FAIL 111\nVia: 1.1 labproxy (squid/5.7)",
      body: "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01//EN\"><title>ERROR</title>",
      author: .proxy, product: "squid"),
    Form(
      name: "lighttpd 404", head: "HTTP/1.1 404 Not Found\nServer: lighttpd/1.4.69",
      body: Captured.lighttpd404, author: .proxy, product: "lighttpd"),
    Form(
      name: "Traefik without a server",
      head: "HTTP/1.1 503 Service Unavailable\nContent-Type: text/plain; charset=utf-8\n"
        + "X-Content-Type-Options: nosniff\nDate: Tue, 01 Dec 2026 00:00:00 GMT",
      body: "no available server\n", author: .proxy, product: "traefik"),
    Form(
      name: "Traefik 502",
      head: "HTTP/1.1 502 Bad Gateway\nDate: Tue, 01 Dec 2026 00:00:00 GMT",
      body: "Bad Gateway", author: .proxy, product: "traefik"),
    Form(
      name: "Traefik, too many at once",
      head: "HTTP/1.1 429 Too Many Requests\nDate: Tue, 01 Dec 2026 00:00:00 GMT",
      body: "max connections reached: 1", author: .proxy, product: "traefik"),
    Form(
      name: "Traefik's login",
      head: "HTTP/1.1 401 Unauthorized\nContent-Type: text/plain\n"
        + "Www-Authenticate: Basic realm=\"traefik\"\nDate: Tue, 01 Dec 2026 00:00:00 GMT",
      body: "401 Unauthorized\n", author: .proxy, product: "traefik"),
    Form(
      name: "Envoy without an upstream", head: "HTTP/1.1 503 Service Unavailable\nserver: envoy",
      body: "no healthy upstream", author: .proxy, product: "envoy"),
    Form(
      name: "Envoy without a route",
      head: "HTTP/1.1 404 Not Found\ndate: x\nserver: envoy\ncontent-length: 0",
      author: .proxy, product: "envoy"),
    Form(
      name: "AWS ALB 502", head: "HTTP/1.1 502 Bad Gateway\nServer: awselb/2.0",
      body: Captured.albPage, author: .proxy, product: "aws-alb"),
    Form(
      name: "Cloudflare 403",
      head: "HTTP/1.1 403 Forbidden\nServer: cloudflare\nCF-RAY: 8a1b2c3d4e5f-FRA",
      body: Captured.nginxPage("403 Forbidden", server: "cloudflare"), author: .proxy,
      product: "cloudflare"),
    Form(
      name: "Cloudflare 522", head: "HTTP/1.1 522 \nServer: cloudflare\nCF-RAY: 8a1b2c3d4e5f-FRA",
      body: "error code: 522", author: .proxy, product: "cloudflare"),
    Form(
      name: "nginx behind Cloudflare",
      head: "HTTP/1.1 404 Not Found\nServer: cloudflare\nCF-RAY: 8a1b2c3d4e5f-FRA",
      body: Captured.nginxPage("404 Not Found", server: "nginx"), author: .proxy,
      product: "nginx"),
    Form(
      name: "Azure Application Gateway 502",
      head: "HTTP/1.1 502 Bad Gateway\nServer: Microsoft-Azure-Application-Gateway/v2",
      body: Captured.nginxPage("502 Bad Gateway", server: "Microsoft-Azure-Application-Gateway/v2"),
      author: .proxy, product: "azure-application-gateway"),
    Form(
      name: "CloudFront 403", head: "HTTP/1.1 403 Forbidden\nServer: CloudFront\nX-Amz-Cf-Id: x",
      body: "<HR noshade size=\"1px\">\n<PRE>\nGenerated by cloudfront (CloudFront)\n</PRE>",
      author: .proxy, product: "cloudfront"),
    Form(
      name: "Google 502", head: "HTTP/1.1 502 Bad Gateway\nVia: 1.1 google",
      body: "<html><head>\n<title>502 Server Error</title>\n</head>", author: .proxy,
      product: "google-lb"),
    Form(
      name: "IIS ARR 502",
      head: "HTTP/1.1 502 Bad Gateway\nServer: Microsoft-IIS/10.0\nX-Powered-By: ARR/3.0",
      body:
        "<title>502 - Web server received an invalid response while acting as a gateway or proxy server.</title>",
      author: .proxy, product: "iis-arr"),
  ]

  static let servers: [Form] = [
    Form(
      name: "Tomcat 404 behind nginx", head: "HTTP/1.1 404 \nServer: nginx/1.22.1",
      body: Captured.tomcatPage(404, "Not Found", path: "/chat/ws/x"), author: .application,
      product: "tomcat", arrivals: [.plain, .unknownPath], path: "/chat/ws/x"),
    Form(
      name: "Tomcat 404 behind Caddy, which fills the reason in",
      head: "HTTP/1.1 404 Not Found\nServer: Caddy",
      body: Captured.tomcatPage(404, "Not Found", path: "/x"), author: .application,
      product: "tomcat", arrivals: [.plain, .unknownPath], path: "/x"),
    Form(
      name: "Tomcat without the Connection token", head: "HTTP/1.1 400 \nServer: nginx/1.22.1",
      author: .application, product: "tomcat", arrivals: [.withoutConnectionToken, .withoutKey]),
    Form(
      name: "Tomcat asked for version 99",
      head: "HTTP/1.1 426 \nServer: nginx/1.22.1\nSec-WebSocket-Version: 13", author: .application,
      product: "tomcat", arrivals: [.wrongVersion]),
    Form(
      name: "Tomcat 500", head: "HTTP/1.1 500 ",
      body: Captured.tomcatPage(500, "Internal Server Error"), author: .application,
      product: "tomcat"),
    Form(
      name: "Jira", head: "HTTP/1.1 200 \nX-AREQUESTID: 646x50734503x18\nX-ANODEID: node3",
      body: "<html>", author: .application, product: "tomcat"),
    Form(
      name: "aiohttp without Upgrade", head: "HTTP/1.1 400 Bad Request\nServer: nginx/1.22.1",
      body: "No WebSocket UPGRADE hdr: None\n Can \"Upgrade\" only to \"WebSocket\".",
      author: .application, product: "aiohttp", arrivals: [.plain]),
    Form(
      name: "aiohttp without the Connection token",
      head: "HTTP/1.1 400 Bad Request\nServer: nginx/1.22.1",
      body: "No CONNECTION upgrade hdr: close", author: .application, product: "aiohttp",
      arrivals: [.withoutConnectionToken]),
    Form(
      name: "aiohttp asked for version 99", head: "HTTP/1.1 400 Bad Request",
      body: "Unsupported version: 99", author: .application, product: "aiohttp",
      arrivals: [.wrongVersion]),
    Form(
      name: "aiohttp at an unknown path",
      head: "HTTP/1.1 404 Not Found\nContent-Type: text/plain; charset=utf-8\nServer: nginx/1.22.1",
      body: "404: Not Found", author: .application, product: "aiohttp", arrivals: [.unknownPath]),
    Form(
      name: "Python websockets without Upgrade",
      head: "HTTP/1.1 426 Upgrade Required\nServer: nginx/1.22.1\nUpgrade: websocket",
      body:
        "Failed to open a WebSocket connection: invalid Connection header: close.\n\nYou cannot access a WebSocket server directly with a browser. You need a WebSocket client.\n",
      author: .application, product: "python-websockets",
      arrivals: [.plain, .withoutConnectionToken]),
    Form(
      name: "Python websockets asked in HTTP/1.0",
      head: "HTTP/1.1 505 HTTP Version Not Supported\nServer: Python/3.11 websockets/17.4",
      body: "", author: .application, product: "python-websockets", arrivals: [.http10]),
    Form(
      name: "Node ws without Upgrade",
      head: "HTTP/1.1 426 Upgrade Required\nContent-Type: text/plain", body: "Upgrade Required",
      author: .application, product: "node-ws", arrivals: [.plain, .withoutConnectionToken]),
    Form(
      name: "Node ws without a key", head: "HTTP/1.1 400 Bad Request",
      body: "Missing or invalid Sec-WebSocket-Key header", author: .application,
      product: "node-ws", arrivals: [.withoutKey]),
    Form(
      name: "Spring without Upgrade", head: "HTTP/1.1 400 \nServer: nginx/1.22.1",
      body: "Can \"Upgrade\" only to \"WebSocket\".", author: .application, product: "spring",
      arrivals: [.plain]),
    Form(
      name: "Spring at an unknown path",
      head: "HTTP/1.1 404 \nContent-Type: application/json", body: Captured.spring404,
      author: .application, product: "spring", arrivals: [.unknownPath], path: "/chat/ws/x"),
    Form(
      name: "Jetty 404", head: "HTTP/1.1 404 Not Found\nServer: Jetty(11.0.15)",
      body: Captured.jetty404, author: .application, product: "jetty",
      arrivals: [.plain, .unknownPath], path: "/chat/ws/x"),
    Form(
      name: "another 404 with Jetty's title", head: "HTTP/1.1 404 Not Found",
      body: "<head><title>Error 404 (Resource not found)</title><body><h1>Error 404</h1>"),
    Form(
      name: "Express 404", head: "HTTP/1.1 404 Not Found\nX-Powered-By: Express",
      body: Captured.express404, author: .application, product: "express",
      arrivals: [.plain, .withoutConnectionToken, .unknownPath], path: "/chat/ws/x"),
    Form(
      name: "FastAPI on uvicorn", head: "HTTP/1.1 404 Not Found\nServer: uvicorn",
      body: "{\"detail\":\"Not Found\"}", author: .application, product: "starlette",
      arrivals: [.plain, .withoutConnectionToken, .unknownPath]),
    Form(
      name: "Engine.IO without Upgrade", head: "HTTP/1.1 400 Bad Request",
      body: "{\"code\":3,\"message\":\"Bad request\"}", author: .application,
      product: "engine.io", arrivals: [.plain, .withoutConnectionToken]),
    Form(
      name: "a reason that is missing", head: "HTTP/1.1 403 ", body: "no", author: .application),
    Form(
      name: "X-Powered-By", head: "HTTP/1.1 404 Not Found\nX-Powered-By: PHP/8.2", body: "no",
      author: .application),
    Form(
      name: "a server that is no proxy", head: "HTTP/1.1 404 Not Found\nServer: gunicorn",
      body: "no", author: .application),
    Form(
      name: "the beacon", head: "HTTP/1.1 426 Upgrade Required\nWsdoctor-Beacon: 1", body: "{}",
      author: .beacon, product: "beacon"),
    Form(
      name: "nobody", head: "HTTP/1.1 404 Not Found\nServer: nginx/1.22.1",
      body: "404 page not found\n"),
    Form(name: "a 101 says nothing", head: "HTTP/1.1 101 \nServer: nginx/1.22.1"),
  ]
}
