import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The application's own refusals of a handshake; they run before Tomcat's WebSocket filter, as Jira's do. */
@SuppressWarnings("serial")
final class Guard extends HttpFilter {
  private final String application;

  Guard(String application) {
    this.application = application;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean upgrade = "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    if (upgrade && refuses(request)) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
    } else {
      chain.doFilter(request, response);
    }
  }

  private boolean refuses(HttpServletRequest request) {
    return switch (application) {
      case "checks-origin" -> {
        String origin = request.getHeader("Origin");
        yield origin != null && !origin.replaceFirst("^https?://", "").equals(request.getHeader("Host"));
      }
      case "refuses-without-session" -> !hasSession(request.getHeader("Cookie"));
      default -> false;
    };
  }

  /** Whether the cookie is there that stands for a logged-in user. */
  static boolean hasSession(String cookies) {
    return cookies != null && cookies.contains("session=ok");
  }
}
