// wsload: neutral single-threaded epoll WebSocket load server (echo/sink/source), plain + TLS.
// Streaming frame engine: no reassembly, no per-connection buffers while idle.
// paths: /echo  /deflate (echo, relays RSV1 frames verbatim: zero server deflate cost)
//        /source?size=S&n=N[&op=1]   /source-deflate?n=N (precompressed JSON,
//        server_no_context_takeover) /sink?n=N   /sink-deflate?n=N  (replies text "ok" after N
//        messages)
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

#define INBUF (512 * 1024)
#define OUTBUF (INBUF + 4096)
static uint8_t inb[INBUF + 64], outb[OUTBUF + 64];
static size_t outn;
enum { M_HTTP, M_TLSHS, M_ECHO, M_SINK, M_SOURCE };
typedef struct {
  uint8_t *p;
  size_t len;
  size_t nmsg;
  int hdrlen;
} blob;
typedef struct conn {
  int fd;
  uint8_t mode, closing, tls, hn, eof, wantw;
  SSL *ssl;
  uint8_t hdr[14];
  uint8_t fin, op, b0;
  uint32_t mask;
  uint64_t rem;
  uint8_t inpay;
  uint64_t msgs, goal;
  uint8_t *pend;
  size_t pn, po; // pending output
  blob *src, *gosrc;
  uint64_t srcleft;
  size_t srcoff, srcend;
  char *http;
  int httpn;
  uint8_t tlshs;
} conn;
static int ep;
static SSL_CTX *ctx;
static uint8_t *json;
static size_t jsonn;

static void die(const char *s) {
  perror(s);
  exit(1);
}
static void upd(conn *c) {
  struct epoll_event e = {.data.ptr = c};
  int stall = c->pend && (c->pn - c->po) > (8u << 20);
  e.events = (stall ? 0 : EPOLLIN) | ((c->pend || c->src || c->wantw) ? EPOLLOUT : 0);
  epoll_ctl(ep, EPOLL_CTL_MOD, c->fd, &e);
}
static void drop(conn *c) {
  if (c->ssl) {
    SSL_free(c->ssl);
  }
  close(c->fd);
  free(c->pend);
  free(c->http);
  free(c);
}
static ssize_t xwrite(conn *c, const void *p, size_t n) {
  if (!c->ssl) {
    ssize_t r = send(c->fd, p, n, MSG_NOSIGNAL);
    if (r < 0 && errno == EAGAIN)
      return 0;
    return r;
  }
  size_t t = 0;
  while (t < n) {
    size_t w;
    int r = SSL_write_ex(c->ssl, (const char *)p + t, n - t, &w);
    if (r > 0) {
      t += w;
      continue;
    }
    int e = SSL_get_error(c->ssl, r);
    if (e == SSL_ERROR_WANT_WRITE || e == SSL_ERROR_WANT_READ)
      return t;
    ERR_clear_error();
    return -1;
  }
  return t;
}
static ssize_t xread(conn *c, void *p, size_t n) { // 0 = EAGAIN, -1 = eof/error
  if (!c->ssl) {
    ssize_t r = recv(c->fd, p, n, 0);
    if (r == 0)
      return -1;
    if (r < 0)
      return errno == EAGAIN ? 0 : -1;
    return r;
  }
  size_t t = 0;
  while (n - t >= 16384) {
    size_t g;
    int r = SSL_read_ex(c->ssl, (char *)p + t, n - t, &g);
    if (r > 0) {
      t += g;
      continue;
    }
    int e = SSL_get_error(c->ssl, r);
    ERR_clear_error();
    if (e == SSL_ERROR_WANT_READ || e == SSL_ERROR_WANT_WRITE)
      return t;
    return t ? (ssize_t)t : -1;
  }
  return t;
}
static int pushout(conn *c, const uint8_t *p, size_t n) {
  if (!n)
    return 0;
  if (!c->pend) {
    ssize_t w = xwrite(c, p, n);
    if (w < 0)
      return -1;
    p += w;
    n -= w;
    if (!n)
      return 0;
  }
  if (!c->pend) {
    c->pn = c->po = 0;
  }
  if (c->po) {
    memmove(c->pend, c->pend + c->po, c->pn - c->po);
    c->pn -= c->po;
    c->po = 0;
  }
  c->pend = realloc(c->pend, c->pn + n);
  memcpy(c->pend + c->pn, p, n);
  c->pn += n;
  return 0;
}
static int flushout(conn *c) {
  while (c->pend) {
    ssize_t w = xwrite(c, c->pend + c->po, c->pn - c->po);
    if (w < 0)
      return -1;
    if (!w)
      return 0;
    c->po += w;
    if (c->po == c->pn) {
      free(c->pend);
      c->pend = 0;
      c->pn = c->po = 0;
    }
  }
  while (c->src) {
    if (c->srcoff >= c->srcend) {
      if (!c->srcleft) {
        c->src = 0;
        uint8_t cl[4] = {0x88, 2, 3, 0xe8};
        return pushout(c, cl, 4);
      }
      size_t k = c->src->nmsg;
      if (k > c->srcleft)
        k = c->srcleft;
      c->srcleft -= k;
      c->srcoff = 0;
      // frames are variable length in deflate blobs: index of end of k-th message
      if (k == c->src->nmsg)
        c->srcend = c->src->len;
      else {
        size_t o = 0;
        for (size_t i = 0; i < k; i++) {
          uint8_t l = c->src->p[o + 1];
          uint64_t L = l;
          int h = 2;
          if (l == 126) {
            L = c->src->p[o + 2] << 8 | c->src->p[o + 3];
            h = 4;
          } else if (l == 127) {
            L = 0;
            for (int j = 0; j < 8; j++)
              L = L << 8 | c->src->p[o + 2 + j];
            h = 10;
          }
          o += h + L;
        }
        c->srcend = o;
      }
    }
    ssize_t w = xwrite(c, c->src->p + c->srcoff, c->srcend - c->srcoff);
    if (w < 0)
      return -1;
    if (!w)
      return 0;
    c->srcoff += w;
    if (c->ssl && c->srcoff < c->srcend)
      return 0;
  }
  return 0;
}
static inline void xorcpy(uint8_t *restrict d, const uint8_t *restrict s, size_t n, uint32_t m) {
  uint64_t M = (uint64_t)m << 32 | m;
  size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    uint64_t v;
    memcpy(&v, s + i, 8);
    v ^= M;
    memcpy(d + i, &v, 8);
  }
  for (; i < n; i++)
    d[i] = s[i] ^ (uint8_t)(m >> (8 * (i & 3)));
}
static int hdrout(uint8_t *o, uint8_t b0, uint64_t L) {
  o[0] = b0;
  if (L < 126) {
    o[1] = L;
    return 2;
  }
  if (L < 65536) {
    o[1] = 126;
    o[2] = L >> 8;
    o[3] = L;
    return 4;
  }
  o[1] = 127;
  for (int i = 0; i < 8; i++)
    o[2 + i] = L >> (56 - 8 * i);
  return 10;
}
static int feed(conn *c, const uint8_t *p, size_t n) {
  while (n || (c->inpay && !c->rem)) {
    if (!c->inpay) {
      while (n) { // accumulate header
        int need = 2;
        if (c->hn >= 2) {
          int l = c->hdr[1] & 127;
          need = 6 + (l == 126 ? 2 : l == 127 ? 8 : 0);
          if (!(c->hdr[1] & 128))
            return -1;
        }
        if (c->hn >= need && need > 2)
          break;
        int take = need - c->hn;
        if (need == 2 && c->hn >= 2)
          take = 0;
        if ((size_t)take > n)
          take = n;
        memcpy(c->hdr + c->hn, p, take);
        c->hn += take;
        p += take;
        n -= take;
      }
      if (c->hn < 6)
        return 0;
      int l = c->hdr[1] & 127, need = 6 + (l == 126 ? 2 : l == 127 ? 8 : 0);
      if (c->hn < need)
        return 0;
      uint64_t L = l;
      if (l == 126)
        L = c->hdr[2] << 8 | c->hdr[3];
      else if (l == 127) {
        L = 0;
        for (int j = 0; j < 8; j++)
          L = L << 8 | c->hdr[2 + j];
      }
      memcpy(&c->mask, c->hdr + need - 4, 4);
      c->b0 = c->hdr[0];
      c->op = c->b0 & 15;
      c->fin = c->b0 >> 7;
      c->rem = L;
      c->inpay = 1;
      c->hn = 0;
      uint8_t ob = c->op == 9 ? 0x8A : c->b0;
      if ((c->mode == M_ECHO && c->op != 10) || c->op >= 8) {
        if (c->op != 10) {
          if (outn + 16 > OUTBUF) {
            if (pushout(c, outb, outn))
              return -1;
            outn = 0;
          }
          outn += hdrout(outb + outn, ob, L);
        }
      }
    }
    size_t k = n < c->rem ? n : c->rem;
    int echo = c->op != 10 && (c->mode == M_ECHO || c->op >= 8);
    if (echo) {
      if (outn + k > OUTBUF) {
        if (pushout(c, outb, outn))
          return -1;
        outn = 0;
      }
      xorcpy(outb + outn, p, k, c->mask);
      outn += k;
    }
    if (k & 3) {
      int s = 8 * (k & 3);
      c->mask = c->mask >> s | c->mask << (32 - s);
    }
    p += k;
    n -= k;
    c->rem -= k;
    if (!c->rem) {
      c->inpay = 0;
      if (c->op == 8) {
        c->closing = 1;
        return 0;
      }
      if (c->op < 8 && c->fin) {
        c->msgs++;
        if (c->gosrc) {
          c->src = c->gosrc;
          c->gosrc = 0;
        }
        if (c->mode == M_SINK && c->msgs == c->goal) {
          memcpy(outb + outn, "\x81\x02ok", 4);
          outn += 4;
        }
      }
    }
  }
  return 0;
}
static blob *mkplain(size_t size, int op) {
  static struct {
    size_t s;
    int op;
    blob *b;
  } cache[64];
  static int nc;
  for (int i = 0; i < nc; i++)
    if (cache[i].s == size && cache[i].op == op)
      return cache[i].b;
  size_t k = (1u << 20) / (size + 4);
  if (!k)
    k = 1;
  blob *b = calloc(1, sizeof *b);
  b->p = malloc(k * (size + 10));
  b->nmsg = k;
  for (size_t i = 0; i < k; i++) {
    b->len += hdrout(b->p + b->len, 0x80 | op, size);
    for (size_t j = 0; j < size; j++)
      b->p[b->len + j] = op == 1 ? 'a' + (j % 26) : (uint8_t)(j * 131 + i);
    b->len += size;
  }
  if (nc < 64) {
    cache[nc].s = size;
    cache[nc].op = op;
    cache[nc++].b = b;
  }
  return b;
}
static blob *mkdeflate(int wbits) {
  static blob *cache[16];
  if (cache[wbits])
    return cache[wbits];
  blob *b = calloc(1, sizeof *b);
  b->p = malloc(jsonn * 2);
  uint8_t *p = json, *e = json + jsonn;
  while (p < e) {
    uint8_t *nl = memchr(p, '\n', e - p);
    if (!nl)
      nl = e;
    size_t L = nl - p;
    z_stream z = {0};
    deflateInit2(&z, 6, Z_DEFLATED, -wbits, 8, 0);
    static uint8_t t[1 << 20];
    z.next_in = p;
    z.avail_in = L;
    z.next_out = t;
    z.avail_out = sizeof t;
    deflate(&z, Z_SYNC_FLUSH);
    size_t o = z.total_out - 4;
    deflateEnd(&z);
    b->len += hdrout(b->p + b->len, 0xC1, o);
    memcpy(b->p + b->len, t, o);
    b->len += o;
    b->nmsg++;
    p = nl + 1;
  }
  return cache[wbits] = b;
}
static char *hfind(char *h, const char *name) { // case-insensitive header value
  size_t n = strlen(name);
  for (char *p = h; (p = strchr(p, '\n'));) {
    p++;
    if (!strncasecmp(p, name, n) && p[n] == ':') {
      p += n + 1;
      while (*p == ' ')
        p++;
      return p;
    }
  }
  return 0;
}
static long qint(const char *path, const char *k, long d) {
  const char *q = strchr(path, '?');
  if (!q)
    return d;
  size_t n = strlen(k);
  while (q) {
    q++;
    if (!strncmp(q, k, n) && q[n] == '=')
      return atol(q + n + 1);
    q = strchr(q, '&');
  }
  return d;
}
static int handshake(conn *c, char *end) {
  char *h = c->http;
  char path[512];
  if (sscanf(h, "GET %511s", path) != 1)
    return -1;
  char *k = hfind(h, "Sec-WebSocket-Key");
  if (!k)
    return -1;
  char buf[128];
  int kl = strcspn(k, "\r\n ");
  if (kl > 60)
    return -1;
  memcpy(buf, k, kl);
  strcpy(buf + kl, "258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
  uint8_t sha[20];
  SHA1((uint8_t *)buf, strlen(buf), sha);
  char acc[64];
  EVP_EncodeBlock((uint8_t *)acc, sha, 20);
  char ext[256] = "";
  int wb = 15;
  if (strstr(path, "deflate")) {
    char *x = hfind(h, "Sec-WebSocket-Extensions");
    if (x) {
      char o[512];
      int xl = strcspn(x, "\r\n");
      if (xl > 511)
        xl = 511;
      memcpy(o, x, xl);
      o[xl] = 0;
      char *cm = strchr(o, ',');
      if (cm)
        *cm = 0;
      if (strstr(o, "permessage-deflate")) {
        strcpy(ext, "Sec-WebSocket-Extensions: permessage-deflate");
        int nct = strstr(o, "server_no_context_takeover") != 0 || strstr(path, "/source") == path;
        if (nct)
          strcat(ext, "; server_no_context_takeover");
        if (nct && !strncmp(path, "/deflate", 8))
          strcat(ext, "; client_no_context_takeover");
        char *w = strstr(o, "server_max_window_bits=");
        if (w) {
          wb = atoi(w + 23);
          sprintf(ext + strlen(ext), "; server_max_window_bits=%d", wb);
          if (strstr(o, "client_max_window_bits"))
            sprintf(ext + strlen(ext), "; client_max_window_bits=%d", wb);
        }
        strcat(ext, "\r\n");
      }
    }
  }
  char r[1024];
  int n = sprintf(r,
                  "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: "
                  "Upgrade\r\nSec-WebSocket-Accept: %s\r\n%s",
                  acc, ext);
  char *pr = hfind(h, "Sec-WebSocket-Protocol");
  if (pr) {
    int l = strcspn(pr, ",\r\n");
    n += sprintf(r + n, "Sec-WebSocket-Protocol: %.*s\r\n", l, pr);
  }
  n += sprintf(r + n, "\r\n");
  if (pushout(c, (uint8_t *)r, n))
    return -1;
  c->goal = qint(path, "n", 0);
  if (!strncmp(path, "/sink", 5))
    c->mode = M_SINK;
  else if (!strncmp(path, "/source", 7)) {
    c->mode = M_SOURCE;
    c->srcleft = c->goal;
    c->src = strstr(path, "deflate") && *ext
                 ? mkdeflate(wb)
                 : mkplain(qint(path, "size", 65536), qint(path, "op", 2));
    c->srcoff = c->srcend = 0;
    if (qint(path, "go", 0)) {
      c->gosrc = c->src;
      c->src = 0;
    } else if (flushout(c))
      return -1;
  } else
    c->mode = M_ECHO;
  char *rest = end + 4;
  int rn = c->httpn - (rest - h);
  int rc = 0;
  if (rn > 0)
    rc = feed(c, (uint8_t *)rest, rn);
  free(c->http);
  c->http = 0;
  return rc;
}
static int on(conn *c, uint32_t ev) {
  if (c->tlshs) {
    int r = SSL_accept(c->ssl);
    c->wantw = 0;
    if (r != 1) {
      int e = SSL_get_error(c->ssl, r);
      if (e == SSL_ERROR_WANT_READ)
        return 0;
      if (e == SSL_ERROR_WANT_WRITE) {
        c->wantw = 1;
        upd(c);
        return 0;
      }
      ERR_clear_error();
      return -1;
    }
    c->tlshs = 0;
    ev |= EPOLLIN;
  }
  int hadout = c->pend || c->src;
  if (ev & EPOLLOUT) {
    if (flushout(c))
      return -1;
  }
  if (c->closing && !c->pend) {
    return -1;
  }
  if (ev & (EPOLLIN | EPOLLHUP | EPOLLERR)) {
    for (int it = 0; it < 4 || (c->ssl && SSL_has_pending(c->ssl) && it < 1000); it++) {
      ssize_t r = xread(c, inb, INBUF);
      if (r < 0)
        return -1;
      if (r == 0)
        break;
      outn = 0;
      if (c->mode == M_HTTP) {
        c->http = realloc(c->http, c->httpn + r + 1);
        memcpy(c->http + c->httpn, inb, r);
        c->httpn += r;
        c->http[c->httpn] = 0;
        char *e = strstr(c->http, "\r\n\r\n");
        if (!e) {
          if (c->httpn > 16384)
            return -1;
          break;
        }
        if (handshake(c, e))
          return -1;
      } else if (feed(c, inb, r))
        return -1;
      if (pushout(c, outb, outn))
        return -1;
      if (c->closing) {
        if (!c->pend) {
          shutdown(c->fd, SHUT_WR);
          return -1;
        }
        break;
      }
      if (c->ssl ? !SSL_has_pending(c->ssl) : (r < INBUF - 16384 || c->pend))
        break; // drained (short read)
    }
  }
  int want = c->pend || c->src;
  if (want != hadout || want)
    upd(c);
  return 0;
}
static int listenon(int port) {
  int s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), one = 1;
  setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  struct sockaddr_in a = {
      .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_ANY)};
  if (bind(s, (void *)&a, sizeof a))
    die("bind");
  if (listen(s, 4096))
    die("listen");
  return s;
}
int main(int ac, char **av) {
  int port = ac > 1 ? atoi(av[1]) : 9700, tport = ac > 2 ? atoi(av[2]) : 9701;
  const char *dir = ac > 3 ? av[3] : "server";
  signal(SIGPIPE, SIG_IGN);
  struct rlimit rl;
  getrlimit(RLIMIT_NOFILE, &rl);
  rl.rlim_cur = rl.rlim_max;
  setrlimit(RLIMIT_NOFILE, &rl);
  char f[512];
  sprintf(f, "%s/payload.jsonl", dir);
  FILE *jf = fopen(f, "rb");
  if (jf) {
    json = malloc(64 << 20);
    jsonn = fread(json, 1, 64 << 20, jf);
    fclose(jf);
    if (jsonn && json[jsonn - 1] == '\n')
      jsonn--;
  }
  ctx = SSL_CTX_new(TLS_server_method());
  SSL_CTX_set_min_proto_version(ctx, TLS1_3_VERSION);
  SSL_CTX_set_options(ctx, SSL_OP_NO_TICKET);
  SSL_CTX_set_num_tickets(ctx, 0);
  SSL_CTX_set_mode(ctx, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                            SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_read_ahead(ctx, 1);
  SSL_CTX_set_default_read_buffer_len(ctx, 131072);
  sprintf(f, "%s/cert.pem", dir);
  if (SSL_CTX_use_certificate_chain_file(ctx, f) != 1) {
    ERR_print_errors_fp(stderr);
    return 1;
  }
  sprintf(f, "%s/key.pem", dir);
  SSL_CTX_use_PrivateKey_file(ctx, f, SSL_FILETYPE_PEM);
  ep = epoll_create1(EPOLL_CLOEXEC);
  int l[2] = {listenon(port), listenon(tport)};
  for (int i = 0; i < 2; i++) {
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = &l[i]};
    epoll_ctl(ep, EPOLL_CTL_ADD, l[i], &e);
  }
  fprintf(stderr, "wsload ws:%d wss:%d pid %d\n", port, tport, getpid());
  struct epoll_event evs[256];
  for (;;) {
    int n = epoll_wait(ep, evs, 256, -1);
    for (int i = 0; i < n; i++) {
      void *p = evs[i].data.ptr;
      if (p == &l[0] || p == &l[1]) {
        int fd;
        while ((fd = accept4(*(int *)p, 0, 0, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
          int one = 1;
          setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
          conn *c = calloc(1, sizeof *c);
          c->fd = fd;
          if (p == &l[1]) {
            c->ssl = SSL_new(ctx);
            SSL_set_fd(c->ssl, fd);
            SSL_set_accept_state(c->ssl);
            c->tlshs = 1;
          }
          struct epoll_event e = {.events = EPOLLIN, .data.ptr = c};
          epoll_ctl(ep, EPOLL_CTL_ADD, fd, &e);
        }
        continue;
      }
      conn *c = p;
      if (on(c, evs[i].events))
        drop(c);
    }
  }
}
