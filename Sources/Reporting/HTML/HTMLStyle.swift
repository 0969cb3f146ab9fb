/// The style sheet of the HTML report. Colours keep a contrast of at least 4.5 to 1 for text in light and dark.
enum HTMLStyle {
  static let sheet = colours + layout + parts + drawing + media

  private static let colours = """
    :root {
      --ground: #f4f5f7; --card: #fff; --ink: #1a1d21; --soft: #565d66; --line: #dde1e6;
      --code: #f0f2f5; --accent: #0b5c6b; --error: #b42318; --error-tint: #fdecea; --warning: #8a4b00;
      --warning-tint: #fdf1df; --note: #2457a6; --note-tint: #e8f0fc; --good: #1d6b3a; --good-tint: #e4f4ea;
      --on: #fff; --bar: #c9cfd6
    }
    @media screen and (prefers-color-scheme: dark) {
      :root {
        --ground: #101317; --card: #191d23; --ink: #e7eaee; --soft: #a4adb8; --line: #2c333c; --code: #12161b;
        --accent: #6fc7d6; --error: #ff8f85; --error-tint: #3a1917; --warning: #f0b35c; --warning-tint: #35260f;
        --note: #8fb8f6; --note-tint: #172640; --good: #7fd39c; --good-tint: #13301e; --on: #101317; --bar: #3d4651
      }
    }

    """

  private static let layout = """
    * { box-sizing: border-box }
    body {
      margin: 0; background: var(--ground); color: var(--ink);
      font: 16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
      overflow-wrap: break-word
    }
    header.top, main, footer { max-width: 1080px; margin: 0 auto; padding: 0 24px }
    header.top { padding-top: 40px }
    footer { padding-bottom: 40px; color: var(--soft); font-size: .85rem }
    h1 { font-size: 2.1rem; line-height: 1.2; margin: .1em 0 .35em; letter-spacing: -.015em; text-wrap: balance }
    h2 { font-size: 1.25rem; margin: 2.2em 0 .7em; letter-spacing: -.01em }
    h3 { font-size: 1rem; font-weight: 600; line-height: 1.45; margin: 0 }
    a { color: var(--accent) }
    a:focus-visible, summary:focus-visible, input:focus-visible {
      outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px
    }
    code, .place, .path {
      font-family: ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace; font-size: .86em
    }
    ul, ol { padding: 0; margin: 0; list-style: none }
    .skip { position: absolute; left: -999px }
    .skip:focus { left: 16px; top: 16px; background: var(--card); padding: 8px 12px; z-index: 1 }
    .brand { margin: 0; color: var(--accent); font-weight: 700; letter-spacing: .02em }
    .lead { max-width: 68ch; color: var(--soft); margin: 0 0 1.6em }

    """

  private static let parts = """
    .tiles { display: grid; grid-template-columns: repeat(5,1fr); gap: 12px; margin-bottom: 20px }
    .tile { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 14px 16px }
    .tile b { display: block; font-size: 1.9rem; line-height: 1.15; font-variant-numeric: tabular-nums }
    .tile span { color: var(--soft); font-size: .88rem }
    .tile.good b { color: var(--good) }
    .tile.error b { color: var(--error) }
    .tile.warning b { color: var(--warning) }
    .tile.note b { color: var(--note) }
    .tile.zero b { color: var(--soft); font-weight: 500 }
    .share { display: block; width: 100%; height: 12px; border-radius: 6px }
    .legend { display: flex; flex-wrap: wrap; gap: 4px 20px; margin-top: 8px; font-size: .88rem; color: var(--soft) }
    .dot { display: inline-block; width: 10px; height: 10px; border-radius: 5px; margin-right: 7px }
    .dot.error { background: var(--error) }
    .dot.warning { background: var(--warning) }
    .dot.note { background: var(--note) }
    .dot.good { background: var(--good) }
    .problems {
      background: var(--error-tint); border: 1px solid var(--error); border-radius: 12px; padding: 2px 20px 16px;
      margin-top: 28px
    }
    .problems h2 { margin-top: .8em }
    table.rules {
      width: 100%; border-collapse: separate; background: var(--card); border: 1px solid var(--line);
      border-radius: 12px; border-spacing: 0; overflow: hidden
    }
    .rules th, .rules td {
      text-align: left; padding: 10px 16px; border-top: 1px solid var(--line); font-weight: 400;
      vertical-align: middle
    }
    .rules thead th, .rules thead td { border-top: 0; color: var(--soft); font-size: .82rem }
    .rules code { color: var(--soft); display: block }
    .rules .number { text-align: right; font-variant-numeric: tabular-nums }
    .rules .bar { width: 20% }
    .rules svg { display: block; width: 100%; height: 8px }
    .badge {
      display: inline-block; padding: 1px 9px; border-radius: 999px; font-size: .78rem; font-weight: 600;
      white-space: nowrap
    }
    .badge.error { background: var(--error-tint); color: var(--error) }
    .badge.warning { background: var(--warning-tint); color: var(--warning) }
    .badge.note { background: var(--note-tint); color: var(--note) }
    .filter {
      border: 0; margin: 0 0 14px; padding: 0; display: flex; flex-wrap: wrap; gap: 4px 18px; font-size: .92rem
    }
    .filter legend { float: left; margin-right: 18px; color: var(--soft); padding: 0 }
    .filter label { min-height: 24px; display: inline-flex; align-items: center; gap: 6px }
    .filter input { accent-color: var(--accent); margin: 0; width: 16px; height: 16px }
    details.file, details.clean, .rule {
      background: var(--card); border: 1px solid var(--line); border-radius: 12px; margin-bottom: 14px
    }
    summary { cursor: pointer; padding: 13px 18px; border-radius: 12px }
    summary .path { font-weight: 600; margin-right: 8px; overflow-wrap: anywhere }
    details.clean ul { padding: 0 18px 14px 36px; list-style: disc; overflow-wrap: anywhere }
    .file .body { padding: 4px 18px 18px; border-top: 1px solid var(--line) }
    .file .pictured { display: grid; grid-template-columns: 250px minmax(0,1fr); gap: 28px }
    .file .pictured>p { grid-column: 2; margin: 0 }
    .verdict { font-weight: 600; padding-left: 10px; border-left: 4px solid var(--error) }
    .verdict.accept { border-color: var(--good) }
    .verdict.rewrite { border-color: var(--warning) }
    .about { font-size: .9rem; padding-top: 18px }
    .about p { margin: 0 0 8px }
    .class { color: var(--soft); overflow-wrap: anywhere }
    .provisions { margin-bottom: 8px }
    .provisions li { padding-left: 17px; text-indent: -17px; margin-bottom: 3px }
    .finding { padding: 18px 0 2px; margin: 0 }
    .finding+.finding { border-top: 1px solid var(--line); margin-top: 18px }
    .pin {
      display: inline-block; min-width: 22px; height: 22px; line-height: 22px; padding: 0 6px; border-radius: 11px;
      text-align: center; font-size: .78rem; font-weight: 700; color: var(--on); margin-right: 4px
    }
    .error .pin { background: var(--error) }
    .warning .pin { background: var(--warning) }
    .note .pin { background: var(--note) }
    p.place { margin: 4px 0 8px; color: var(--soft) }
    .source {
      background: var(--code); border: 1px solid var(--line); border-radius: 8px; padding: 8px 0; line-height: 1.5;
      margin: 0 0 10px
    }
    .source div { display: grid; grid-template-columns: 4.2em minmax(0,1fr); padding-right: 12px }
    .source code { white-space: pre-wrap; overflow-wrap: anywhere; font-size: .82rem }
    .source i {
      font: .75rem/1.65 ui-monospace,Menlo,Consolas,monospace; color: var(--soft); text-align: right;
      padding-right: 1em; user-select: none
    }
    mark {
      color: inherit; background: none; text-decoration: underline 2px; text-underline-offset: 3px;
      border-radius: 2px
    }
    .error mark { background: var(--error-tint); text-decoration-color: var(--error) }
    .warning mark { background: var(--warning-tint); text-decoration-color: var(--warning) }
    .note mark { background: var(--note-tint); text-decoration-color: var(--note) }
    .related { margin: 0 0 10px; font-size: .9rem }
    .related .place { color: var(--soft); margin-right: 6px }
    dl { margin: 0; font-size: .9rem }
    dl div { display: grid; grid-template-columns: 8.5em minmax(0,1fr); gap: 2px 12px; padding: 3px 0 }
    dt { color: var(--soft) }
    dd { margin: 0 }
    dd p { margin: 0 }
    .rule { padding: 16px 20px }
    .rule h3 { font-size: 1.05rem; margin-bottom: 8px }
    .rule h3 code { color: var(--soft); font-weight: 400; margin-left: 6px }
    .rule dl div { padding: 6px 0; grid-template-columns: 11em minmax(0,1fr) }
    .rule li+li { margin-top: 6px }
    .rule:target, .finding:target { scroll-margin-top: 16px }
    .rule:target { outline: 2px solid var(--accent) }
    body:has(#show-warnings:checked) :is(.finding.note,.file.worst-note),
    body:has(#show-errors:checked) :is(.finding:not(.error),
    .file:not(.worst-error)) {
      display: none
    }

    """

  private static let drawing = """
    rect.error { fill: var(--error) }
    rect.warning { fill: var(--warning) }
    rect.note { fill: var(--note) }
    rect.good { fill: var(--good) }
    .sketch { display: block; width: 250px; max-width: 100%; margin-top: 14px }
    .sketch .sheet { fill: var(--card); stroke: var(--line) }
    .sketch .text { fill: var(--bar) }
    .sketch .rule { fill: var(--line) }
    .sketch .label { fill: var(--soft); font-size: 8.5px }
    .sketch .link { fill: var(--accent); opacity: .55 }
    .sketch .picture { fill: var(--code); stroke: var(--bar) }
    .sketch .hill { fill: var(--bar) }
    .sketch .unseen { fill: none; stroke: var(--soft); stroke-dasharray: 2 2 }
    .sketch .spot { fill-opacity: .13; stroke-width: 1.2 }
    .spot.error, .lead.error { stroke: var(--error) }
    .spot.warning, .lead.warning { stroke: var(--warning) }
    .spot.note, .lead.note { stroke: var(--note) }
    .sketch path.lead { fill: none; stroke-width: 1.2 }
    .sketch .number { fill: var(--on); font-size: 11px; font-weight: 700; text-anchor: middle }
    .sketch a:focus-visible rect { stroke: var(--ink); stroke-width: 2 }

    """

  private static let media = """
    @media screen and (max-width: 760px) {
      header.top, main, footer { padding-left: 16px; padding-right: 16px }
      header.top { padding-top: 24px }
      h1 { font-size: 1.6rem }
      .tiles { grid-template-columns: repeat(2,1fr); gap: 8px }
      .tile { padding: 10px 14px }
      .tile b { font-size: 1.5rem }
      .tile.plain { grid-column: span 2 }
      .file .pictured { display: block }
      .sketch { margin: 14px auto }
      .rules :is(.bar,.files) { display: none }
      .rules th, .rules td { padding: 9px 10px }
      .rules code { overflow-wrap: anywhere }
      dl div, .rule dl div { display: block }
      dt { font-size: .85rem }
      .source div { grid-template-columns: 2.9em minmax(0,1fr) }
      .source i { padding-right: .8em }
    }
    @media print {
      body { background: #fff; font-size: 10.5pt }
      header.top, main, footer { max-width: none; padding: 0 }
      .filter, .skip { display: none }
      .tiles { gap: 6px }
      .tile { padding: 8px 10px }
      .tile b { font-size: 1.4rem }
      .file .pictured { grid-template-columns: 170px minmax(0,1fr); gap: 18px }
      dl div { grid-template-columns: 6.5em minmax(0,1fr) }
      .file, .rule, .tile, table.rules { border-color: #bbb }
      .badge, .pin, mark, .dot, .source { print-color-adjust: exact }
      .file, .rule, .finding, .source, .tile, tr { break-inside: avoid }
      h2, h3 { break-after: avoid }
      details::details-content { content-visibility: visible; display: block }
      a { color: inherit; text-decoration: none }
    }
    @media (prefers-reduced-motion: no-preference) {
      html { scroll-behavior: smooth }
    }

    """
}
