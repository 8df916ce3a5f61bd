import Diagnosis

extension SetupStep.Form {
  private static let notTried = "; not tried"

  /// An annotation of Kubernetes' ingress-nginx.
  static func ingressNginx(
    _ name: String, _ value: String, remark: String? = nil
  ) -> SetupStep.Form {
    ingressNginx { _ in
      "metadata:\n  annotations:\n    nginx.ingress.kubernetes.io/\(name): \"\(value)\""
        + (remark.map { "\n# \($0)" } ?? "")
    }
  }

  static func ingressNginx(_ text: @escaping SetupStep.Text) -> SetupStep.Form {
    SetupStep.Form(
      "ingress-nginx (Ingress)", text, source: "ingress-nginx, Annotations\(notTried)")
  }

  /// A key of the ConfigMap of Kubernetes' ingress-nginx: it counts for every site.
  static func ingressNginxMap(_ key: String, _ value: String) -> SetupStep.Form {
    SetupStep.Form(
      "ingress-nginx (ConfigMap)", { _ in "data:\n  \(key): \"\(value)\"" },
      source: "ingress-nginx, ConfigMaps\(notTried)")
  }

  /// An annotation of F5's NGINX Ingress Controller.
  static func f5(_ name: String, _ value: String) -> SetupStep.Form {
    SetupStep.Form(
      "F5 NGINX Ingress Controller (Ingress)",
      { _ in "metadata:\n  annotations:\n    nginx.org/\(name): \"\(value)\"" },
      source: "NGINX Ingress Controller, annotations\(notTried)")
  }
}

extension SetupStep {
  static let upgradeForms: [Form] = [
    .ingressNginx { _ in
      "# nothing: it passes WebSocket on by itself. Remove a configuration-snippet that sets\n"
        + "# Upgrade or Connection anew"
    },
    .f5("websocket-services", "SERVICE-NAME"),
  ]

  static let locationForms: [Form] = [
    .ingressNginx { context in
      """
      # without nginx.ingress.kubernetes.io/rewrite-target, which changes the path
      spec:
        rules:
        - host: \(context.host)
          http:
            paths:
            - path: \(context.locationPath)
              pathType: Prefix
              backend: {service: {name: SERVICE-NAME, port: {number: 8080}}}
      """
    }
  ]

  static let hostForms: [Form] = [
    .ingressNginx { _ in
      "# it passes Host on by itself: remove nginx.ingress.kubernetes.io/upstream-vhost"
    }
  ]

  static let readTimeoutForms: [Form] = [
    .ingressNginx("proxy-read-timeout", "3600"), .f5("proxy-read-timeout", "3600s"),
  ]

  static let bufferingForms: [Form] = [
    .ingressNginx("proxy-buffering", "off", remark: "off is its default"),
    .f5("proxy-buffering", "False"),
  ]

  static let bodyForms: [Form] = [
    .ingressNginx("proxy-body-size", "10m"), .f5("client-max-body-size", "10m"),
  ]

  static let stickyForms: [Form] = [
    .ingressNginx(
      "affinity", "cookie",
      remark: "or by address: nginx.ingress.kubernetes.io/upstream-hash-by: \"$remote_addr\""),
    .f5("lb-method", "ip_hash"),
  ]

  static let headerForms: [Form] = [.ingressNginxMap("large-client-header-buffers", "4 16k")]

  static let checkedNginx = "nginx 1.22.1, 1.31.3"
}
