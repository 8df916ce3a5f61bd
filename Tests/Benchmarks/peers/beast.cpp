// Boost.Beast client (sync for stream tasks, async for idle)
#include <algorithm>
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <chrono>
#include <deque>
#include <fstream>
#include <iostream>
#include <memory>
#include <sys/resource.h>
namespace beast = boost::beast;
namespace ws = beast::websocket;
namespace net = boost::asio;
namespace ssl = net::ssl;
using tcp = net::ip::tcp;
static double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}
static long rss() {
  std::ifstream f("/proc/self/statm");
  long a, b;
  f >> a >> b;
  return b * 4096;
}
static std::string host, port, path, task;
static bool tls;
static std::vector<std::string> js;
static void loadj() {
  std::ifstream f("server/payload.jsonl");
  std::string l;
  while (std::getline(f, l))
    js.push_back(l);
}
template <class W> void setup(W &w, bool comp) {
  if (comp) {
    ws::permessage_deflate d;
    d.client_enable = true;
    d.server_enable = true;
    if (const char *l = getenv("ZLEVEL"))
      d.compLevel = atoi(l);
    w.set_option(d);
  }
  w.read_message_max(64 << 20);
  w.auto_fragment(false);
  w.write_buffer_bytes(65536 + 64);
}
template <class W> void conn(W &w, net::io_context &io) {
  tcp::endpoint ep(net::ip::make_address(host), atoi(port.c_str()));
  beast::get_lowest_layer(w).connect(ep);
  beast::get_lowest_layer(w).socket().set_option(tcp::no_delay(true));
  if constexpr (!std::is_same_v<typename W::next_layer_type, beast::tcp_stream>)
    w.next_layer().handshake(ssl::stream_base::client);
  w.handshake(host + ":" + port, path);
}
static void out(long n, long bytes, double s, std::string extra = "") {
  printf("{\"impl\":\"beast\",\"task\":\"%s\",\"n\":%ld,\"bytes\":%ld,\"sec\":%.6f%s}\n",
         task.c_str(), n, bytes, s, extra.c_str());
}
template <class W, class MK> int go(MK mk, net::io_context &io, int ac, char **av) {
  long n = ac > 3 ? atol(av[3]) : 1;
  bool j = task[0] == 'j';
  if (task == "hs") {
    double t0 = now();
    for (long i = 0; i < n; i++) {
      auto w = mk();
      setup(*w, false);
      conn(*w, io);
      beast::get_lowest_layer(*w).close();
    }
    out(n, 0, now() - t0);
    return 0;
  }
  double tc = now();
  auto wp = mk();
  auto &w = *wp;
  setup(w, j);
  conn(w, io);
  beast::flat_buffer b;
  if (task == "once") {
    w.text(true);
    w.write(net::buffer(std::string("hello")));
    w.read(b);
    w.close(ws::close_code::normal);
    return 0;
  }
  if (task == "pingpong") {
    size_t sz = atol(av[4]);
    std::string p(sz, 'x');
    std::vector<double> l(n);
    w.text(true);
    double t0 = now(), a = t0;
    for (long i = 0; i < n; i++) {
      w.write(net::buffer(p));
      w.read(b);
      b.consume(b.size());
      double e = now();
      l[i] = e - a;
      a = e;
    }
    double s = now() - t0;
    std::sort(l.begin(), l.end());
    char x[99];
    sprintf(x, ",\"p50us\":%.2f,\"p99us\":%.2f", l[n / 2] * 1e6, l[n * 99 / 100] * 1e6);
    out(n, n * sz, s, x);
    return 0;
  }
  if (task == "echo") {
    size_t sz = atol(av[4]);
    long win = atol(av[5]);
    std::string p(sz, 'x');
    w.binary(true);
    double t0 = now();
    long s = 0, g = 0;
    for (; s < win && s < n; s++)
      w.write(net::buffer(p));
    while (g < n) {
      w.read(b);
      b.consume(b.size());
      g++;
      if (s < n) {
        w.write(net::buffer(p));
        s++;
      }
    }
    out(n, n * sz, now() - t0);
    return 0;
  }
  if (task == "recv") {
    long by = 0;
    for (long g = 0; g < n; g++) {
      w.read(b);
      by += b.size();
      b.consume(b.size());
    }
    out(n, by, now() - tc);
    return 0;
  }
  if (task == "send") {
    size_t sz = atol(av[4]);
    std::string p(sz, 'x');
    w.binary(true);
    double t0 = now();
    for (long i = 0; i < n; i++)
      w.write(net::buffer(p));
    w.read(b);
    out(n, n * sz, now() - t0);
    return 0;
  }
  loadj();
  w.text(true);
  double t0 = now();
  long by = 0;
  if (task == "jrecv") {
    for (long g = 0; g < n; g++) {
      w.read(b);
      by += b.size();
      b.consume(b.size());
    }
  }
  if (task == "jsend") {
    for (long i = 0; i < n; i++) {
      auto &m = js[i % js.size()];
      by += m.size();
      w.write(net::buffer(m));
    }
    w.read(b);
  }
  if (task == "jecho") {
    long win = atol(av[4]), s = 0, g = 0;
    while (g < n) {
      while (s < n && s - g < win) {
        auto &m = js[s % js.size()];
        by += m.size();
        w.write(net::buffer(m));
        s++;
      }
      w.read(b);
      b.consume(b.size());
      g++;
    }
  }
  out(n, by, now() - t0);
  return 0;
}
using P = ws::stream<beast::tcp_stream>;
struct Idle {
  net::io_context &io;
  long n, next = 0, open = 0;
  std::vector<std::unique_ptr<P>> v;
  tcp::endpoint ep;
  void start() {
    if (next >= n)
      return;
    long i = next++;
    v[i] = std::make_unique<P>(io);
    auto *w = v[i].get();
    beast::get_lowest_layer(*w).async_connect(ep, [this, w](beast::error_code e) {
      if (e) {
        std::cerr << e.message() << "\n";
        exit(3);
      }
      w->async_handshake(host + ":" + port, path, [this](beast::error_code e) {
        if (e) {
          std::cerr << e.message() << "\n";
          exit(3);
        }
        open++;
        start();
      });
    });
  }
};
int main(int ac, char **av) {
  rlimit rl;
  getrlimit(RLIMIT_NOFILE, &rl);
  rl.rlim_cur = rl.rlim_max;
  setrlimit(RLIMIT_NOFILE, &rl);
  task = av[1];
  std::string u = av[2];
  tls = u.rfind("wss", 0) == 0;
  u = u.substr(u.find("//") + 2);
  auto c = u.find(':');
  auto s = u.find('/');
  host = u.substr(0, c);
  port = u.substr(c + 1, s - c - 1);
  path = u.substr(s);
  net::io_context io{1};
  ssl::context ctx(ssl::context::tlsv13_client);
  if (task == "idle") {
    long n = atol(av[3]), cc = atol(av[4]);
    Idle I{io, n};
    I.v.resize(n);
    I.ep = tcp::endpoint(net::ip::make_address(host), atoi(port.c_str()));
    long r0 = rss();
    double t0 = now();
    for (long i = 0; i < cc && i < n; i++)
      I.start();
    io.run();
    double t = now() - t0;
    char x[99];
    sprintf(x, ",\"rss0\":%ld,\"rss1\":%ld", r0, rss());
    out(I.open, 0, t, x);
    fflush(stdout);
    _exit(0);
  }
  if (tls) {
    ctx.load_verify_file("server/cert.pem");
    ctx.set_verify_mode(ssl::verify_peer);
    using W = ws::stream<beast::ssl_stream<beast::tcp_stream>>;
    return go<W>([&] { return std::make_unique<W>(io, ctx); }, io, ac, av);
  }
  return go<P>([&] { return std::make_unique<P>(io); }, io, ac, av);
}
