import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The few pages and answers of Jira that a client outside sees without a login. */
@SuppressWarnings("serial")
final class Pages extends HttpServlet {
  /** "" is the root alone; everything else is left to Tomcat's default servlet and its own 404. */
  static final List<String> PATHS =
      List.of("", "/login.jsp", "/secure/Dashboard.jspa", "/chat/widget.js", "/status", "/rest/api/2/serverInfo");

  private final Path folder;
  private final boolean withChat;

  Pages(Path folder, String application) {
    this.folder = folder;
    this.withChat = !application.equals("without-chat");
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    switch (request.getServletPath()) {
      case "/chat/widget.js" -> {
        if (withChat) {
          send(request, response, "widget.js", "application/javascript");
        } else {
          response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
      }
      case "/status" -> send(request, response, "status.json", "application/json");
      case "/rest/api/2/serverInfo" -> send(request, response, "serverInfo.json", "application/json");
      default -> {
        response.addHeader("Set-Cookie", "JSESSIONID=0123456789ABCDEF0123456789ABCDEF; Path=/; HttpOnly");
        response.addHeader("X-AREQUESTID", "475x112x1");
        send(request, response, "index.html", "text/html");
      }
    }
  }

  private void send(
      HttpServletRequest request, HttpServletResponse response, String file, String type)
      throws IOException {
    String base = baseURL(request);
    StringBuilder text = new StringBuilder();
    for (String line : Files.readString(folder.resolve(file)).split("(?<=\n)")) {
      boolean needsBase = line.contains("@BASE_URL@");
      boolean hasChat = line.contains("/chat/widget.js");
      if (needsBase && base == null && file.endsWith(".html") || hasChat && !withChat) {
        continue;
      }
      text.append(line.replace("@BASE_URL@", base == null ? "" : base));
    }
    byte[] body = text.toString().getBytes("UTF-8");
    response.setContentType(type + ";charset=UTF-8");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /**
   * Jira's base URL is configured; here it is what the browser asked for, and unknown when the proxy hid the
   * name or the port of it.
   */
  private static String baseURL(HttpServletRequest request) {
    String host = request.getHeader("Host");
    if (host == null || host.equals("127.0.0.1") || host.endsWith(":" + request.getLocalPort())) {
      return null;
    }
    String scheme = request.getHeader("X-Forwarded-Proto");
    return (scheme == null ? "http" : scheme) + "://" + host;
  }
}
