/// The page's style sheet: for light and dark, wide and narrow screens, and paper.
enum Style {
  static let sheet: StaticString = """

    :root {
      --ground: #ffffff; --raised: #f6f7f9; --line: #d5dae1; --ink: #1c2128; --quiet: #57606a;
      --link: #0b5cad; --good: #176f31; --warning: #8a5a00; --bad: #b42318; --unknown: #5b4bb5;
      --good-ground: #e9f6ec; --warning-ground: #fdf3dc; --bad-ground: #fdecea;
      --unknown-ground: #f0eefb;
      --resolve: #7d8590; --connect: #3b82c4; --tunnel: #b07d2b; --tls: #8460c9; --upgrade: #b0548f;
      --answer: #2f8f83; --open: #2f8f83;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ground: #14171c; --raised: #1c2027; --line: #363d47; --ink: #e4e8ed; --quiet: #a3acb8;
        --link: #7cb7f5; --good: #5fca7c; --warning: #e0b050; --bad: #ff8f85; --unknown: #b3a6f5;
        --good-ground: #17291d; --warning-ground: #2c2412; --bad-ground: #341c1b;
        --unknown-ground: #232038;
        --resolve: #7d8590; --connect: #5aa2e6; --tunnel: #d0a052; --tls: #a98ae6; --upgrade: #d98abf;
        --answer: #4fb5a7; --open: #4fb5a7;
      }
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body {
      margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 68rem;
      background: var(--ground); color: var(--ink);
      font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
      overflow-wrap: anywhere;
    }
    code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
    code { font-size: 0.9em; }
    h1, h2, h3, h4, h5 { line-height: 1.25; font-weight: 600; margin: 0; }
    h1 { font-size: 1.75rem; letter-spacing: -0.01em; }
    h2 { font-size: 1.3rem; }
    h3 { font-size: 1.05rem; }
    h4, h5 { font-size: 1rem; }
    p { margin: 0.6rem 0; }
    a { color: var(--link); }
    :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
    .skip { position: absolute; left: 1rem; top: -4rem; padding: 0.5rem 1rem; background: var(--ground); }
    .skip:focus { top: 0.5rem; z-index: 1; }

    .tool { margin: 0 0 1.5rem; color: var(--quiet); font-size: 0.9rem; }
    .verdict { margin: 0 0 0.75rem; }
    .badge, .tag {
      display: inline-block; border-radius: 1rem; white-space: nowrap; color: var(--quiet);
      border: 1px solid var(--line);
    }
    .badge { padding: 0.15rem 0.9rem; font-size: 1rem; font-weight: 600; }
    .tag { padding: 0 0.6rem; font-size: 0.8rem; font-weight: 500; vertical-align: 0.1em; }
    .mark { font-weight: 600; white-space: nowrap; }
    .good { color: var(--good); }
    .warning { color: var(--warning); }
    .bad { color: var(--bad); }
    .unknown { color: var(--unknown); }
    .unused { color: var(--quiet); }
    .badge.good { background: var(--good-ground); border-color: currentColor; }
    .badge.warning { background: var(--warning-ground); border-color: currentColor; }
    .badge.bad { background: var(--bad-ground); border-color: currentColor; }
    .badge.unknown { background: var(--unknown-ground); border-color: currentColor; }
    .sign { display: inline-block; min-width: 1em; text-align: center; }
    .cost { font-size: 1.15rem; max-width: 48rem; }
    .alert { padding: 0.5rem 0.9rem; border-left: 4px solid var(--warning); background: var(--warning-ground); }
    .quiet, .reference { color: var(--quiet); font-size: 0.9rem; }
    .facts { display: grid; gap: 0.35rem 1.5rem; margin: 1rem 0; }
    .facts > div { display: grid; grid-template-columns: 9rem 1fr; gap: 1rem; }
    dt { color: var(--quiet); }
    dd { margin: 0; min-width: 0; }
    .command { display: inline-block; max-width: 100%; }
    .contents { margin: 2rem 0 0; border: solid var(--line); border-width: 1px 0; font-size: 0.9rem; }
    .contents ul { display: flex; flex-wrap: wrap; gap: 0 1.5rem; margin: 0; padding: 0; list-style: none; }
    .contents li { margin: 0; }
    .contents a { display: inline-block; padding: 0.4rem 0; text-decoration: none; }
    .contents a:hover { text-decoration: underline; }

    section { margin-top: 3rem; }
    section > h2, .page section > h3 { padding-bottom: 0.5rem; border-bottom: 1px solid var(--line); margin-bottom: 1rem; }
    section h3, section h4, section h5 { margin: 1.75rem 0 0.5rem; }
    .page { margin-top: 3rem; padding-top: 3rem; border-top: 4px solid var(--line); }
    .page h2 { font-size: 1.5rem; }
    .page section > h3 { font-size: 1.2rem; }
    .step { margin: 1rem 0 2rem; }
    .step h3, .step h4, .step h5 { margin-top: 0; }
    .step + .step { padding-top: 1.5rem; border-top: 1px solid var(--line); }
    .label { margin: 0.9rem 0 0.25rem; color: var(--quiet); font-size: 0.9rem; }
    pre {
      margin: 0; padding: 0.75rem 1rem; overflow-x: auto; white-space: pre; overflow-wrap: normal;
      background: var(--raised); border: 1px solid var(--line); border-radius: 6px;
      font-size: 0.875rem; line-height: 1.5; tab-size: 4; text-align: left; direction: ltr;
    }
    .snippet { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: start; margin: 0.25rem 0; }
    .snippet:not(.wide) pre { white-space: pre-wrap; overflow-wrap: anywhere; }
    .snippet.wide pre { border-left: 4px solid var(--good); }
    .snippet button {
      margin: 0.4rem 0 0 0.5rem; padding: 0.2rem 0.7rem; cursor: pointer;
      font: inherit; font-size: 0.8rem; color: var(--ink); background: var(--ground);
      border: 1px solid var(--line); border-radius: 5px;
    }
    .snippet button:hover { border-color: var(--quiet); }
    .said { grid-column: 1 / -1; font-size: 0.8rem; color: var(--quiet); }
    ul, ol { padding-left: 1.4rem; margin: 0.5rem 0; }
    li { margin: 0.2rem 0; }
    .plain { list-style: none; padding: 0; }

    table { width: 100%; border-collapse: collapse; font-size: 0.925rem; }
    caption { text-align: left; color: var(--quiet); padding: 0 0 0.5rem; }
    th, td { text-align: left; vertical-align: top; padding: 0.5rem 0.75rem 0.5rem 0; border-bottom: 1px solid var(--line); }
    thead th { color: var(--quiet); font-weight: 500; white-space: nowrap; }
    tbody th { font-weight: 500; min-width: 3rem; }
    th.name { min-width: 11rem; }
    td .reference, td .quiet { font-size: inherit; }
    .number { font-variant-numeric: tabular-nums; }
    td.number { min-width: 6rem; }
    tr:target, details:target { background: var(--warning-ground); }
    details { margin: 0.4rem 0; }
    summary { cursor: pointer; padding: 0.2rem 0; }
    .exchange { border-bottom: 1px solid var(--line); margin: 0; padding: 0.2rem 0; }
    .exchange[open] { padding-bottom: 1rem; }
    .headline { font-weight: 600; }
    .field { color: var(--link); }
    .failure { color: var(--bad); }

    .way, .chart { margin: 1rem 0 2rem; }
    .way ol { display: flex; flex-wrap: wrap; align-items: stretch; gap: 0.75rem 2.5rem; padding: 0; margin: 0; list-style: none; }
    .way li { position: relative; margin: 0; }
    .station { flex: 1 1 9rem; display: flex; flex-direction: column; gap: 0.1rem; padding: 0.75rem 1rem; border: 1px solid var(--line); border-radius: 8px; background: var(--raised); }
    .station:not(:first-child)::before { content: "→"; position: absolute; left: -1.75rem; top: 50%; width: 1rem; margin-top: -0.8em; text-align: center; color: var(--quiet); }
    .station.broken { border: 2px solid var(--bad); background: var(--bad-ground); }
    .link { align-self: center; margin: 0 -1rem; }
    .link + .station::before { left: -1.6rem; }
    .role { color: var(--quiet); font-size: 0.85rem; }
    .product { font-weight: 600; }
    .way figcaption { margin-top: 0.75rem; color: var(--quiet); }

    .legend { display: flex; flex-wrap: wrap; gap: 0.1rem 1.25rem; padding: 0; list-style: none; font-size: 0.85rem; color: var(--quiet); }
    .legend li { display: flex; align-items: center; gap: 0.4rem; }
    .key { flex: none; overflow: visible; }
    .rows ol { padding: 0; margin: 0; list-style: none; }
    .rows li, .axis { display: grid; grid-template-columns: 13rem 1fr 15rem; gap: 0 1rem; align-items: center; margin: 0; }
    .rows li { border-top: 1px solid var(--line); font-size: 0.875rem; min-height: 2rem; }
    .axis .bar { grid-column: 2; }
    .bar { display: block; overflow: visible; }
    .bar text { font: 12px/1 system-ui, sans-serif; fill: var(--quiet); font-variant-numeric: tabular-nums; }
    .remark { color: var(--quiet); }
    .tick { stroke: var(--line); stroke-width: 1; }
    .limit { stroke: var(--bad); stroke-width: 1.5; stroke-dasharray: 4 3; }
    .due { stroke: var(--unknown); stroke-width: 1.5; stroke-dasharray: 1 3; stroke-linecap: round; }
    text.limit, text.due { stroke: none; }
    .bar text.limit { fill: var(--bad); }
    .bar text.due { fill: var(--unknown); }
    .resolve { fill: var(--resolve); }
    .connect { fill: var(--connect); }
    .tunnel { fill: var(--tunnel); }
    .tls { fill: var(--tls); }
    .waiting { fill: var(--ground); stroke: var(--quiet); stroke-width: 1; }
    .upgrade { fill: var(--upgrade); }
    rect.answer { fill: var(--answer); }
    .open { fill: var(--open); }
    .kept { fill: var(--quiet); }
    circle { stroke: var(--ground); stroke-width: 0.5; }
    .sent { fill: var(--link); }
    .received { fill: var(--good); }
    circle.ping { fill: none; stroke-width: 1.25; }
    .sent.ping { stroke: var(--link); }
    .received.ping { stroke: var(--good); }
    .bar text.end { font-size: 15px; font-weight: 700; }
    .bar text.cut, .bar text.silent { fill: var(--bad); }
    .bar text.alive { fill: var(--good); }
    footer { margin-top: 4rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: 0.85rem; }

    @media screen and (max-width: 50rem) {
      body { padding: 1.25rem 1rem 3rem; }
      h1 { font-size: 1.4rem; }
      .facts > div { grid-template-columns: 1fr; gap: 0; }
      .snippet { grid-template-columns: minmax(0, 1fr); }
      .snippet button { justify-self: start; margin: 0.3rem 0 0; }
      .way ol { flex-direction: column; gap: 2rem; }
      .station { flex: none; }
      .station:not(:first-child)::before, .link + .station::before { content: "↓"; left: 1rem; top: -1.8rem; margin: 0; }
      .link { align-self: flex-start; margin: -0.75rem 0 -0.75rem 2.5rem; }
      .rows li { grid-template-columns: 1fr; padding: 0.4rem 0; }
      .axis { grid-template-columns: 1fr; }
      .axis .bar { grid-column: 1; }
      .stacked, .stacked tbody, .stacked tr, .stacked th, .stacked td, .stacked caption { display: block; }
      .stacked thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
      .stacked th, .stacked td { border: 0; padding: 0.15rem 0; }
      .stacked tr { border-bottom: 1px solid var(--line); padding: 0.6rem 0; }
      .stacked td:not(:empty)::before { content: attr(data-column) ": "; color: var(--quiet); }
    }
    @media print {
      :root {
        --ground: #ffffff; --raised: #ffffff; --line: #bbbbbb; --ink: #000000; --quiet: #444444;
        --link: #000000; --good: #176f31; --warning: #8a5a00; --bad: #b42318; --unknown: #5b4bb5;
      }
      @page { margin: 18mm 16mm; }
      :root { font-size: 10pt; }
      body { padding: 0; max-width: none; }
      summary { list-style: none; }
      .skip, .contents, .snippet button, .said { display: none; }
      .rows li, .axis { grid-template-columns: 8.5rem 1fr 11rem; }
      .rows li { min-height: 0; font-size: 0.8rem; }
      .station { padding: 0.5rem 0.75rem; }
      table, .legend { font-size: 0.8rem; }
      a { text-decoration: none; }
      pre { white-space: pre-wrap; overflow-wrap: anywhere; }
      h1, h2, h3, h4, h5, caption, thead { break-after: avoid; }
      tr, .station, .rows li, .snippet { break-inside: avoid; }
      section { margin-top: 1.5rem; }
      details::details-content { content-visibility: visible; block-size: auto; }
      .badge, .station, .alert, rect, circle { -webkit-print-color-adjust: exact; }
    }

    """
}
