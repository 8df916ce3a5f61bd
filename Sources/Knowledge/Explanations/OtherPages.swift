extension Explanations {
  static let otherPages: [Page] = [
    Page(
      "beacon", "An application that tells what arrived",
      """
      What it is   wsdoctor beacon is a small server. Put it behind the proxy in the
                   application's place: it accepts the handshake, echoes messages, and
                   reports to wsdoctor which request line and which fields arrived.
      How to use   1  on the machine of the application:
                        wsdoctor beacon --listen 127.0.0.1:8765
                   2  let the proxy's backend be 127.0.0.1:8765, and reload it:
                        nginx    proxy_pass http://127.0.0.1:8765;
                        Apache   ProxyPass / http://127.0.0.1:8765/ upgrade=websocket
                        HAProxy  server beacon 127.0.0.1:8765
                   3  from where the users are:
                        wsdoctor https://HOST --ws-path /ws/x --quick
                   4  put the application back
      It means     101      the proxy is right: look at the application
                   not      what is missing is named, proven: a lost Upgrade and a
                            wrong path look different now
      Mind         --strict refuses HTTP/1.0 and half handshakes as strict servers do.
      Sources      RFC 6455 §4.2
      """)
  ]
}
