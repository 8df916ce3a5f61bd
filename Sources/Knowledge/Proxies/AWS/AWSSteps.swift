import Diagnosis
import Evidence

extension SetupStep {
  /// AWS load balancers: written from the vendor's documentation, none could be tried.
  static let aws: [SetupStep] = [
    SetupStep(
      "aws.network-load-balancer", title: "a load balancer that passes WebSocket on",
      file: { _ in "EC2 console: Load Balancing, Load Balancers" }, directive: "load balancer type",
      snippet: { context in
        """
        # an Application Load Balancer passes WebSocket on by itself; so does a Network one
        aws elbv2 create-load-balancer --type application --name NEW-NAME --subnets SUBNET-1 SUBNET-2
        # or keep the Classic one, with a TCP listener in place of HTTP (SSL in place of HTTPS)
        aws elb create-load-balancer-listeners --load-balancer-name LOAD-BALANCER \\
            --listeners Protocol=TCP,LoadBalancerPort=\(context.port),InstanceProtocol=TCP,InstancePort=PORT-NUMBER
        """
      },
      apply: { _ in "delete the listener of the same port first; point the DNS name at the new one"
      },
      source:
        "Elastic Load Balancing guides: Application, listeners (WebSockets); Classic, listeners",
      note: { _ in
        "a Classic Load Balancer's HTTP and HTTPS listeners don't pass Upgrade on. Guides that "
          + "forbid the Application one are out of date"
      }, checkedWith: notTried,
      seen: { seeing in
        switch seeing.proxy {
        case "aws-alb": .init(.notNeeded, "this one passes WebSocket on by itself")
        case "aws-nlb": .init(.done, "it is one")
        default: seeing.switched ? .init(.done, Seeing.works) : nil
        }
      },
      today:
        "an Application Load Balancer passes WebSocket on since 2016; only a Classic one doesn't",
      page: Page(
        "A load balancer that passes WebSocket",
        """
        What it is   Application Load Balancers do (HTTP and HTTPS listeners), Network
                     Load Balancers pass everything; a Classic one only with TCP or SSL
                     listeners.
        Seen by      A Classic Load Balancer: the answer to an ordinary GET.
        Mind         Guides that forbid the Application Load Balancer are out of date.
        Sources      AWS docs, Application Load Balancer listeners; Classic; not
                     measured here
        """)),
    SetupStep(
      "aws.security-group", title: "the load balancer may reach the targets",
      file: { _ in "EC2 console: Security Groups, the targets' group, inbound rules" },
      directive: "security group",
      snippet: { _ in
        """
        aws ec2 authorize-security-group-ingress --group-id TARGETS-GROUP \\
            --protocol tcp --port PORT-NUMBER --source-group LOAD-BALANCER-GROUP
        """
      },
      apply: { _ in "takes effect at once" },
      source: "Elastic Load Balancing guides: security groups",
      note: { _ in
        "PORT-NUMBER is the targets' port. A Network Load Balancer without a security group: the "
          + "clients' addresses, or the subnets', as source"
      }, checkedWith: notTried,
      seen: { seeing in
        seeing.table.meets([.holds(.application)])
          ? .init(.done, "the application answers") : nil
      },
      page: Page(
        "Let the load balancer reach the instances",
        """
        What it is   Security groups: from the users to the listener, and from the load
                     balancer to the targets' port.
        Seen by      No answer, or 504 by the load balancer.
        Sources      AWS docs, security groups; not measured here
        """)),
    SetupStep(
      "aws.target-health", title: "targets that are registered and healthy",
      file: { _ in "EC2 console: Load Balancing, Target Groups, Targets and Health checks" },
      directive: "target group",
      snippet: { _ in
        """
        aws elbv2 describe-target-health --target-group-arn TARGET-GROUP
        aws elbv2 modify-target-group --target-group-arn TARGET-GROUP \\
            --health-check-path /status --matcher HttpCode=200-399
        """
      },
      apply: { _ in "takes a few health checks: about a minute" },
      source: "Elastic Load Balancing guides: target group health checks",
      note: { _ in
        "an endpoint of WebSocket answers 400, 404 or 426 to a plain GET: no path for a health "
          + "check. Jira: /status"
      }, checkedWith: notTried,
      seen: { seeing in
        seeing.table.meets([.holds(.application)])
          ? .init(.done, "the application answers") : nil
      },
      page: Page(
        "Targets that are healthy",
        """
        What it is   The health check is plain HTTP: its path must answer with the codes
                     that it expects.
        Seen by      503 by the load balancer.
        Sources      AWS docs, target group health checks; not measured here
        """)),
    SetupStep(
      "aws.base-url", title: "the load balancer's public address as base URL",
      file: { "\($0.application)'s settings: base URL, and the proxy's name and scheme" },
      directive: "base URL",
      snippet: { context in
        """
        base URL   \(context.origin)
        # Jira, server.xml: Connector proxyName="\(context.host)" proxyPort="\(context.port)" \
        scheme="\(context.isSecure ? "https" : "http")"
        """
      },
      apply: { _ in "restart the application" },
      source: "Atlassian: integrating Jira with a reverse proxy; Elastic Load Balancing guides",
      note: { _ in
        "TLS ends at the load balancer: without scheme=\"https\" links and WebSocket addresses say "
          + "http and ws"
      }, checkedWith: notTried,
      seen: Seeing.address(.baseURL),
      page: Page(
        "The base URL is the load balancer's public one",
        """
        What it is   The application builds its links and WebSocket address from it:
                     https and the public name, where the load balancer ends TLS.
        Seen by      Redirects or links to another scheme, host or port.
        Sources      Atlassian docs, Jira behind a proxy; not measured here
        """)),
    SetupStep(
      "aws.idle-timeout", title: "a limit of silence longer than the keepalive's interval",
      file: { _ in
        "EC2 console: Load Balancers, Attributes (a Network one: Listeners, Attributes)"
      },
      directive: "idle_timeout.timeout_seconds",
      snippet: idleTimeout,
      apply: { _ in "takes effect at once, for new connections" },
      verify: { $0.askAgainAndWait },
      source: "Elastic Load Balancing guides: load balancer attributes; listener attributes",
      note: { _ in
        "as shipped: Application and Classic 60 s (1 to 4000), Network 350 s (60 to 6000). TCP "
          + "keep-alive doesn't count for the first two"
      }, checkedWith: notTried,
      page: Page(
        "Let a silent connection live",
        """
        What it is   Application and Classic: 60 s of no payload in either direction (1
                     to 4000 s). Network: 350 s, can be set from 60 to 6000 s.
        Write        idle_timeout.timeout_seconds = 600       # Application
                     tcp.idle_timeout.seconds     = 600       # Network, TCP listener
        Seen by      A silent connection ends at that age; with the Network one only the
                     next byte gets a reset.
        Mind         TCP keep-alive does not count for Application and Classic.
        Sources      AWS docs, load balancer attributes; not measured here
        """)),
  ]

  private static let notTried = "not tried: from AWS's documentation"

  private static func idleTimeout(_ context: RemedyContext) -> String {
    let seconds = min(context.limitToSet, 4000)
    switch context.proxy {
    case "aws-elb-classic":
      return """
        aws elb modify-load-balancer-attributes --load-balancer-name LOAD-BALANCER \\
            --load-balancer-attributes '{"ConnectionSettings":{"IdleTimeout":\(seconds)}}'
        """
    case "aws-nlb":
      return """
        aws elbv2 modify-listener-attributes --listener-arn LISTENER-ARN \\
            --attributes Key=tcp.idle_timeout.seconds,Value=\(seconds)
        """
    default:
      return """
        aws elbv2 modify-load-balancer-attributes --load-balancer-arn LOAD-BALANCER \\
            --attributes Key=idle_timeout.timeout_seconds,Value=\(seconds)
        """
    }
  }
}
