// floor: minimal blocking C client = practical lower bound of cost ("physical limit" row). No
// validation, no API.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>
static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}
static long rss(void) {
  long a, b = 0;
  FILE *f = fopen("/proc/self/statm", "r");
  if (fscanf(f, "%ld %ld", &a, &b) != 2)
    b = 0;
  fclose(f);
  return b * 4096;
}
static char host[64], path[256];
static int port, tls, deflatew;
static SSL_CTX *ctx;
typedef struct {
  int fd;
  SSL *s;
} C;
static void wr(C *c, const void *p, size_t n) {
  while (n) {
    ssize_t w;
    if (c->s) {
      size_t k;
      if (SSL_write_ex(c->s, p, n, &k) != 1)
        exit(3);
      w = k;
    } else {
      w = send(c->fd, p, n, MSG_NOSIGNAL);
      if (w < 0) {
        perror("send");
        exit(3);
      }
    }
    p = (char *)p + w;
    n -= w;
  }
}
static ssize_t rd(C *c, void *p, size_t n) {
  if (c->s) {
    size_t k;
    if (SSL_read_ex(c->s, p, n, &k) != 1)
      return 0;
    return k;
  }
  return recv(c->fd, p, n, 0);
}
static void tcp(C *c) {
  c->s = 0;
  c->fd = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port)};
  inet_pton(AF_INET, host, &a.sin_addr);
  if (connect(c->fd, (void *)&a, sizeof a)) {
    perror("connect");
    exit(3);
  }
  int one = 1;
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (tls) {
    c->s = SSL_new(ctx);
    SSL_set_fd(c->s, c->fd);
    if (SSL_connect(c->s) != 1) {
      fprintf(stderr, "tls fail\n");
      exit(3);
    }
  }
}
static void req(C *c) {
  char b[512];
  int n =
      sprintf(b,
              "GET %s HTTP/1.1\r\nHost: %s:%d\r\nUpgrade: websocket\r\nConnection: "
              "Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: "
              "13\r\n%s\r\n",
              path, host, port, deflatew ? "Sec-WebSocket-Extensions: permessage-deflate\r\n" : "");
  wr(c, b, n);
}
static uint8_t ib[1 << 20];
static size_t in_, io_;
static void resp(C *c) {
  size_t n = 0;
  for (;;) {
    ssize_t r = rd(c, ib + n, 4096 - n);
    if (r <= 0) {
      fprintf(stderr, "hs fail\n");
      exit(3);
    }
    n += r;
    uint8_t *e = memmem(ib, n, "\r\n\r\n", 4);
    if (e) {
      io_ = e + 4 - ib;
      in_ = n;
      return;
    }
  }
}
static void xorm(uint8_t *restrict d, const uint8_t *restrict s, size_t n, uint32_t m) {
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
static uint32_t rng = 12345;
static int hdr(uint8_t *o, uint8_t b0, size_t L, uint32_t *m) {
  rng = rng * 1664525u + 1013904223u;
  *m = rng;
  int h;
  o[0] = b0;
  if (L < 126) {
    o[1] = 0x80 | L;
    h = 2;
  } else if (L < 65536) {
    o[1] = 0x80 | 126;
    o[2] = L >> 8;
    o[3] = L;
    h = 4;
  } else {
    o[1] = 0x80 | 127;
    for (int i = 0; i < 8; i++)
      o[2 + i] = L >> (56 - 8 * i);
    h = 10;
  }
  memcpy(o + h, m, 4);
  return h + 4;
}
static uint8_t ob[1 << 20];
static size_t on_;
static void put(C *c, uint8_t b0, const uint8_t *p, size_t L) {
  if (on_ + L + 14 > sizeof ob) {
    wr(c, ob, on_);
    on_ = 0;
  }
  uint32_t m;
  on_ += hdr(ob + on_, b0, L, &m);
  xorm(ob + on_, p, L, m);
  on_ += L;
}
// streaming receive: consume data, return number of complete messages seen in this chunk. If
// inflate: run through zlib.
static uint64_t rem;
static uint8_t hb[14];
static int hn;
static z_stream iz, oz;
static uint8_t inflbuf[1 << 20];
static uint64_t rbytes;
static int cmp;
static void infl(const uint8_t *p, size_t n) {
  iz.next_in = (uint8_t *)p;
  iz.avail_in = n;
  do {
    iz.next_out = inflbuf;
    iz.avail_out = sizeof inflbuf;
    int r = inflate(&iz, Z_SYNC_FLUSH);
    if (r < 0 && r != Z_BUF_ERROR) {
      fprintf(stderr, "inflate %d\n", r);
      exit(4);
    }
    rbytes += sizeof inflbuf - iz.avail_out;
  } while (iz.avail_out == 0);
}
static int scan(const uint8_t *p, size_t n) {
  int k = 0;
  while (n) {
    if (rem) {
      size_t t = n < rem ? n : rem;
      if (cmp)
        infl(p, t);
      p += t;
      n -= t;
      rem -= t;
      if (!rem) {
        k++;
        if (cmp)
          infl((uint8_t *)"\0\0\xff\xff", 4);
      }
      continue;
    }
    hb[hn++] = *p++;
    n--;
    if (hn < 2)
      continue;
    int l = hb[1] & 127, need = 2 + (l == 126 ? 2 : l == 127 ? 8 : 0);
    if (hn < need)
      continue;
    if (l < 126)
      rem = l;
    else if (l == 126)
      rem = hb[2] << 8 | hb[3];
    else {
      rem = 0;
      for (int j = 0; j < 8; j++)
        rem = rem << 8 | hb[2 + j];
    }
    hn = 0;
    cmp = (hb[0] >> 6) & 1;
    if ((hb[0] & 15) == 8) {
      rem = 0;
      return k;
    }
  }
  return k;
}
static int more(C *c) {
  if (io_ < in_) {
    int k = scan(ib + io_, in_ - io_);
    io_ = in_ = 0;
    if (k)
      return k;
  }
  ssize_t r = rd(c, ib, sizeof ib);
  if (r <= 0)
    return -1;
  return scan(ib, r);
}
static int cmpd(const void *a, const void *b) {
  double x = *(double *)a, y = *(double *)b;
  return x < y ? -1 : x > y;
}
static uint8_t *js[4096];
static size_t jl[4096];
static int jn;
static void loadj(void) {
  FILE *f = fopen("server/payload.jsonl", "r");
  char *l = 0;
  size_t c = 0;
  ssize_t n;
  while ((n = getline(&l, &c, f)) > 0) {
    if (l[n - 1] == '\n')
      n--;
    js[jn] = malloc(n);
    memcpy(js[jn], l, n);
    jl[jn++] = n;
  }
}
static size_t defl(int i, uint8_t *o, size_t on) {
  oz.next_in = js[i];
  oz.avail_in = jl[i];
  oz.next_out = o;
  oz.avail_out = on;
  deflate(&oz, Z_SYNC_FLUSH);
  return on - oz.avail_out - 4;
}
int main(int ac, char **av) {
  struct rlimit rl;
  getrlimit(RLIMIT_NOFILE, &rl);
  rl.rlim_cur = rl.rlim_max;
  setrlimit(RLIMIT_NOFILE, &rl);
  const char *t = av[1], *u = av[2];
  tls = !strncmp(u, "wss", 3);
  if (sscanf(strstr(u, "//") + 2, "%63[^:]:%d%255s", host, &port, path) < 3)
    return 2;
  if (tls) {
    ctx = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_min_proto_version(ctx, TLS1_3_VERSION);
    SSL_CTX_load_verify_locations(ctx, "server/cert.pem", 0);
    SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER, 0);
    if (!getenv("NORA")) {
      SSL_CTX_set_read_ahead(ctx, 1);
      SSL_CTX_set_default_read_buffer_len(ctx, 131072);
    }
  }
  long n = ac > 3 ? atol(av[3]) : 1;
  double t0;
  C c;
  const char *lv = getenv("ZLEVEL");
  int lvl = lv ? atoi(lv) : 6;
  if (!strcmp(t, "pingpong")) {
    size_t sz = atol(av[4]);
    uint8_t *p = malloc(sz);
    memset(p, 'x', sz);
    double *l = malloc(n * 8);
    tcp(&c);
    req(&c);
    resp(&c);
    t0 = now();
    double a = t0;
    for (long i = 0; i < n; i++) {
      on_ = 0;
      put(&c, 0x81, p, sz);
      wr(&c, ob, on_);
      int k = 0;
      while (k < 1) {
        int r = more(&c);
        if (r < 0)
          exit(5);
        k += r;
      }
      double b = now();
      l[i] = b - a;
      a = b;
    }
    double s = now() - t0;
    qsort(l, n, 8, cmpd);
    printf("{\"impl\":\"c-floor\",\"task\":\"%s\",\"n\":%ld,\"sec\":%.6f,\"p50us\":%.2f,\"p99us\":%"
           ".2f}\n",
           t, n, s, l[n / 2] * 1e6, l[n * 99 / 100] * 1e6);
    return 0;
  }
  if (!strcmp(t, "echo")) {
    size_t sz = atol(av[4]);
    long w = atol(av[5]);
    uint8_t *p = malloc(sz);
    memset(p, 'x', sz);
    tcp(&c);
    req(&c);
    resp(&c);
    t0 = now();
    long s = 0, g = 0;
    on_ = 0;
    for (; s < w && s < n; s++)
      put(&c, 0x82, p, sz);
    wr(&c, ob, on_);
    while (g < n) {
      int k = more(&c);
      if (k < 0)
        exit(5);
      g += k;
      on_ = 0;
      for (; k && s < n; k--, s++)
        put(&c, 0x82, p, sz);
      wr(&c, ob, on_);
    }
    double e = now() - t0;
    printf("{\"impl\":\"c-floor\",\"task\":\"%s\",\"n\":%ld,\"bytes\":%ld,\"sec\":%.6f}\n", t, n,
           (long)(n * sz), e);
    return 0;
  }
  if (!strcmp(t, "recv")) {
    t0 = now();
    tcp(&c);
    req(&c);
    resp(&c);
    long g = 0;
    while (g < n) {
      int k = more(&c);
      if (k < 0)
        exit(5);
      g += k;
    }
    printf("{\"impl\":\"c-floor\",\"task\":\"%s\",\"n\":%ld,\"sec\":%.6f}\n", t, n, now() - t0);
    return 0;
  }
  if (!strcmp(t, "send")) {
    size_t sz = atol(av[4]);
    uint8_t *p = malloc(sz);
    memset(p, 'x', sz);
    tcp(&c);
    req(&c);
    resp(&c);
    t0 = now();
    on_ = 0;
    for (long i = 0; i < n; i++) {
      put(&c, 0x82, p, sz);
      if (on_ > 131072) {
        wr(&c, ob, on_);
        on_ = 0;
      }
    }
    wr(&c, ob, on_);
    while (more(&c) == 0)
      ;
    printf("{\"impl\":\"c-floor\",\"task\":\"%s\",\"n\":%ld,\"bytes\":%ld,\"sec\":%.6f}\n", t, n,
           (long)(n * sz), now() - t0);
    return 0;
  }
  if (!strcmp(t, "hs")) {
    t0 = now();
    for (long i = 0; i < n; i++) {
      tcp(&c);
      req(&c);
      resp(&c);
      if (c.s) {
        SSL_free(c.s);
      }
      close(c.fd);
    }
    printf("{\"impl\":\"c-floor\",\"task\":\"%s\",\"n\":%ld,\"sec\":%.6f}\n", t, n, now() - t0);
    return 0;
  }
  if (!strcmp(t, "idle")) {
    C *cs = calloc(n, sizeof(C));
    long r0 = rss();
    t0 = now();
    for (long b = 0; b < n; b += 500) {
      long e = b + 500 < n ? b + 500 : n;
      for (long i = b; i < e; i++) {
        tcp(&cs[i]);
        req(&cs[i]);
      }
      for (long i = b; i < e; i++)
        resp(&cs[i]);
    }
    double s = now() - t0;
    printf(
        "{\"impl\":\"c-floor\",\"task\":\"%s\",\"n\":%ld,\"sec\":%.6f,\"rss0\":%ld,\"rss1\":%ld}\n",
        t, n, s, r0, rss());
    return 0;
  }
  if (t[0] == 'j') {
    deflatew = 1;
    loadj();
    inflateInit2(&iz, -15);
    deflateInit2(&oz, lvl, Z_DEFLATED, -15, 8, 0);
    tcp(&c);
    req(&c);
    resp(&c);
    t0 = now();
    static uint8_t z[1 << 20];
    uint64_t by = 0;
    if (!strcmp(t, "jrecv")) {
      long g = 0;
      while (g < n) {
        int k = more(&c);
        if (k < 0)
          exit(5);
        g += k;
      }
      by = rbytes;
    }
    if (!strcmp(t, "jsend")) {
      on_ = 0;
      for (long i = 0; i < n; i++) {
        size_t o = defl(i % jn, z, sizeof z);
        by += jl[i % jn];
        put(&c, 0xC1, z, o);
        if (on_ > 65536) {
          wr(&c, ob, on_);
          on_ = 0;
        }
      }
      wr(&c, ob, on_);
      while (more(&c) == 0)
        ;
    }
    if (!strcmp(t, "jecho")) {
      long w = atol(av[4]), s = 0, g = 0;
      on_ = 0;
      while (g < n) {
        while (s < n && s - g < w) {
          size_t o = defl(s % jn, z, sizeof z);
          by += jl[s % jn];
          put(&c, 0xC1, z, o);
          s++;
        }
        if (on_)
          wr(&c, ob, on_);
        on_ = 0;
        int k = more(&c);
        if (k < 0)
          exit(5);
        g += k;
      }
      if (rbytes != by)
        fprintf(stderr, "MISMATCH %lu %lu\n", rbytes, by);
    }
    printf("{\"impl\":\"c-floor\",\"task\":\"%s\",\"n\":%ld,\"bytes\":%lu,\"sec\":%.6f}\n", t, n,
           by, now() - t0);
    return 0;
  }
  if (!strcmp(t, "once")) {
    tcp(&c);
    req(&c);
    resp(&c);
    on_ = 0;
    put(&c, 0x81, (uint8_t *)"hello", 5);
    wr(&c, ob, on_);
    while (more(&c) == 0)
      ;
    on_ = 0;
    put(&c, 0x88, (uint8_t *)"\x03\xe8", 2);
    wr(&c, ob, on_);
    more(&c);
    return 0;
  }
  return 2;
}
