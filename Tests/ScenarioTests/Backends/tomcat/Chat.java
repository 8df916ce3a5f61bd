import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardEngine;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.core.StandardService;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;

/**
 * A Tomcat that looks like Jira with its chat: one application a port, all in one virtual machine.
 *
 * Usage: Chat PAGE-FOLDER SCRATCH-FOLDER. Writes {"application": port, ...} in one line when ready; ends
 * when standard input does, so that it never outlives the tests.
 */
public final class Chat {
  static final String ENDPOINT = "/com-spartez-support-chat/ws/{name}";
  /** Where an application without the chat has its WebSocket; no page says so. */
  static final String HIDDEN_ENDPOINT = "/live/{name}";

  static final List<String> APPLICATIONS =
      List.of("chat", "checks-origin", "closes-1008", "closes-1011", "refuses-without-session", "without-chat");

  public static void main(String[] arguments) throws Exception {
    Path page = Path.of(arguments[0]);
    File scratch = new File(arguments[1]);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(scratch.getPath());
    Map<String, Connector> connectors = new LinkedHashMap<>();
    for (String application : APPLICATIONS) {
      connectors.put(application, start(tomcat, application, page, scratch));
    }
    tomcat.start();
    StringJoiner ports = new StringJoiner(", ", "{", "}");
    connectors.forEach((name, connector) -> ports.add("\"" + name + "\": " + connector.getLocalPort()));
    System.out.println(ports);
    System.out.flush();
    while (System.in.read() >= 0) {}
    Runtime.getRuntime().halt(0);
  }

  /** Adds a service of its own, so that each application has its own port at the same path. */
  private static Connector start(Tomcat tomcat, String application, Path page, File scratch)
      throws IOException {
    Connector connector = new Connector("HTTP/1.1");
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    StandardService service = new StandardService();
    service.setName(application);
    service.addConnector(connector);
    var engine = new StandardEngine();
    engine.setName(application);
    engine.setDefaultHost("localhost");
    var host = new StandardHost();
    host.setName("localhost");
    engine.addChild(host);
    service.setContainer(engine);
    tomcat.getServer().addService(service);

    File documents = new File(scratch, "documents-" + application);
    documents.mkdirs();
    Context context = tomcat.addContext(host, "", documents.getPath());
    Tomcat.addServlet(context, "default", new DefaultServlet());
    context.addServletMappingDecoded("/", "default", false);
    Tomcat.addServlet(context, "pages", new Pages(page, application));
    for (String path : Pages.PATHS) {
      context.addServletMappingDecoded(path, "pages", false);
    }
    context.addServletContainerInitializer(new WsSci(), null);
    context.addServletContainerInitializer(
        (Set<Class<?>> classes, ServletContext servlets) -> configure(application, servlets), null);
    return connector;
  }

  private static void configure(String application, ServletContext servlets) {
    var guard = servlets.addFilter("guard", new Guard(application));
    guard.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    String path = application.equals("without-chat") ? HIDDEN_ENDPOINT : ENDPOINT;
    var container = (ServerContainer) servlets.getAttribute(ServerContainer.class.getName());
    container.setDefaultMaxTextMessageBufferSize(1 << 20);
    container.setDefaultMaxBinaryMessageBufferSize(1 << 20);
    try {
      container.addEndpoint(
          ServerEndpointConfig.Builder.create(Echo.class, path)
              .configurator(new Handshakes(application))
              .build());
    } catch (DeploymentException error) {
      throw new IllegalStateException(error);
    }
  }

  /** Tells the endpoint which application it is and whether the client has a session. */
  static final class Handshakes extends ServerEndpointConfig.Configurator {
    private final String application;

    Handshakes(String application) {
      this.application = application;
    }

    @Override
    public void modifyHandshake(
        ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
      List<String> cookies = request.getHeaders().getOrDefault("Cookie", List.of());
      config.getUserProperties().put("application", application);
      config.getUserProperties().put("session", Guard.hasSession(String.join("; ", cookies)));
    }
  }

  /** Sends everything back, or closes at once as its application does. */
  public static final class Echo extends Endpoint {
    @Override
    public void onOpen(Session session, EndpointConfig config) {
      Object application = config.getUserProperties().get("application");
      boolean known = (boolean) config.getUserProperties().get("session");
      if (application.equals("closes-1008") && !known) {
        close(session, CloseCodes.VIOLATED_POLICY, "no session");
        return;
      }
      if (application.equals("closes-1011")) {
        close(session, CloseCodes.UNEXPECTED_CONDITION, "java.lang.NullPointerException");
        return;
      }
      // Not by the asynchronous remote: it refuses the next message before it has noticed that the last
      // one is out.
      session.addMessageHandler(
          String.class, text -> send(() -> session.getBasicRemote().sendText(text)));
      session.addMessageHandler(
          ByteBuffer.class, data -> send(() -> session.getBasicRemote().sendBinary(data)));
    }

    private interface Sending {
      void run() throws IOException;
    }

    private static void send(Sending sending) {
      try {
        sending.run();
      } catch (IOException ignored) {
        // The client was faster.
      }
    }

    private static void close(Session session, CloseReason.CloseCode code, String reason) {
      try {
        session.close(new CloseReason(code, reason));
      } catch (IOException ignored) {
        // The client was faster.
      }
    }
  }
}
