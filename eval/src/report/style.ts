import { Html } from './html.js';

/** Colours are told apart by people who see few of them (Okabe–Ito), and lines also by their dashes. */
export const STYLE = new Html(`
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --paper: #fff; --line: #d8dee4; --shade: #57606a1f;
  --s0: #0072b2; --s1: #c2500a; --s2: #007a5a; --s3: #a3447f; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9da7b1; --paper: #0d1117; --line: #30363d;
  --shade: #9da7b126; --s0: #56b4e9; --s1: #f0a04b; --s2: #3fc79a; --s3: #e08fc0; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1, h2 { line-height: 1.2; } h2 { margin-top: 2.5rem; }
pre { overflow-x: auto; padding: .75rem 1rem; background: var(--shade); border-radius: 6px; }
.wide { overflow-x: auto; margin: 1.25rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding-bottom: .4rem; }
th, td { text-align: left; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { color: var(--soft); font-weight: 500; }
tbody th { font-weight: 500; white-space: nowrap; }
svg { width: 100%; height: auto; }
svg text { fill: var(--soft); font-size: 12px; } svg .axis { fill: var(--ink); font-size: 13px; } svg .note { font-size: 11px; }
.grid line { stroke: var(--line); } .unsupported { fill: var(--shade); }
.line { fill: none; stroke-width: 2.5; }
.mark circle { stroke: var(--paper); stroke-width: 1.5; } .mark line { stroke-width: 1.5; }
.series-0 { stroke: var(--s0); } .series-1 { stroke: var(--s1); stroke-dasharray: 8 4; }
.series-2 { stroke: var(--s2); stroke-dasharray: 2 4; } .series-3 { stroke: var(--s3); stroke-dasharray: 10 4 2 4; }
.mark.series-0 { fill: var(--s0); } .mark.series-1 { fill: var(--s1); }
.mark.series-2 { fill: var(--s2); } .mark.series-3 { fill: var(--s3); }
.mark { stroke-dasharray: none; }
.area { fill-opacity: .35; stroke-width: 1.5; } .impostor { fill: var(--s1); stroke: var(--s1); }
.genuine { fill: var(--s0); stroke: var(--s0); } svg .impostor-text { fill: var(--s1); } svg .genuine-text { fill: var(--s0); }
.threshold { stroke: var(--soft); stroke-dasharray: 3 3; }
`);
