const WebSocket = require('ws'), fs = require('fs');
const [task, url, ...A] = process.argv.slice(2);
const n = +(A[0] || 1);
const rss = () => +fs.readFileSync('/proc/self/statm', 'utf8').split(' ')[1] * 4096;
const pc = () => performance.now() / 1e3;
const out = x => console.log(JSON.stringify(Object.assign({impl : 'node-ws', task, n}, x)));
const opt = {
  perMessageDeflate : task[0] == 'j',
  maxPayload : 0
};
if (url.startsWith('wss'))
  opt.ca = fs.readFileSync('server/cert.pem'), opt.minVersion = 'TLSv1.3';
const c = () => {
  const w = new WebSocket(url, opt);
  w.on('error', e => {
    console.error(e);
    process.exit(3)
  });
  return w
};
if (task == 'idle') {
  const r0 = rss(), t0 = pc();
  let nx = 0, op = 0;
  const keep = [];
  const st = () => {
    if (nx >= n)
      return;
    nx++;
    const w = c();
    keep.push(w);
    w.on('open', () => {
      if (++op == n) {
        const s = pc() - t0;
        out({sec : s, rss0 : r0, rss1 : rss()});
        process.exit(0)
      }
      st()
    })
  };
  for (let i = 0; i < +A[1]; i++)
    st();
} else if (task == 'hs') {
  const t0 = pc();
  let i = 0;
  const st = () => {
    if (i++ == n) {
      out({sec : pc() - t0});
      process.exit(0)
    }
    const w = c();
    w.on('open', () => {
      w.on('close', st);
      w.terminate()
    })
  };
  st();
} else {
  const tc = pc();
  const w = c();
  w.on('open', () => {
    let t0 = pc(), g = 0, by = 0, s = 0;
    const end = (x = {}) => {
      out({sec : pc() - t0, bytes : by, ...x});
      process.exit(0)
    };
    if (task == 'once') {
      w.on('message', () => w.close(1000));
      w.send('hello');
    }
    if (task == 'pingpong') {
      const p = 'x'.repeat(+A[1]), l = [];
      let a = t0;
      w.on('message', (d, b) => {
        d.toString();
        const e = pc();
        l.push(e - a);
        a = e;
        if (l.length < n)
          w.send(p);
        else {
          l.sort((x, y) => x - y);
          end({p50us : l[n >> 1] * 1e6, p99us : l[n * 99 / 100 | 0] * 1e6})
        }
      });
      w.send(p);
    }
    if (task == 'echo' || task == 'jecho') {
      const ms = task == 'echo'
                     ? [ Buffer.alloc(+A[1], 120) ]
                     : fs.readFileSync('server/payload.jsonl', 'utf8').trim().split('\n');
      const win = +(task == 'echo' ? A[2] : A[1]);
      w.on('message', (d, b) => {
        g++;
        by += d.length;
        if (!b)
          d.toString();
        if (s < n)
          w.send(ms[s++ % ms.length]);
        else if (g == n)
          end()
      });
      for (; s < win && s < n;)
        w.send(ms[s++ % ms.length]);
    }
    if (task == 'recv' || task == 'jrecv') {
      if (task == 'recv')
        t0 = tc;
      w.on('message', (d, b) => {
        by += d.length;
        if (!b)
          d.toString();
        if (++g == n)
          end()
      });
    }
    if (task == 'send' || task == 'jsend') {
      const ms = task == 'send'
                     ? [ Buffer.alloc(+A[1], 120) ]
                     : fs.readFileSync('server/payload.jsonl', 'utf8').trim().split('\n');
      w.on('message', () => end());
      const pump = () => {
        while (s < n && w.bufferedAmount < (1 << 20)) {
          const m = ms[s++ % ms.length];
          by += m.length;
          w.send(m)
        }
        if (s < n)
          setImmediate(pump)
      };
      pump();
    }
  });
}
