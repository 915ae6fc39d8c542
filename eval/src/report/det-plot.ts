import type { EngineResult } from '../recognition/evaluate-engine.js';
import { MIN_FALSE_MATCHES } from '../statistics/cautious-thresholds.js';
import type { OperatingPoint } from '../recognition/operating-points.js';
import { chart, logAxis, path, px, SIZE, x, y, type Axis } from './chart.js';
import { html, type Html } from './html.js';
import { bounds, percent, power } from './numbers.js';

const LEAST_FMR = 1e-6;
const LEAST_FNMR = 1e-3;

/** Detection error trade-off of all engines, both axes logarithmic; the part without evidence is shaded. */
export function detPlot(engines: readonly EngineResult[]): Html {
  const axes = {
    x: logAxis('FMR: strangers who match', LEAST_FMR, 1),
    y: logAxis('FNMR: owners who are turned away', LEAST_FNMR, 1),
  };
  const unsupported = Math.max(...engines.map((engine) => MIN_FALSE_MATCHES / engine.impostorComparisons));
  const edge = Math.min(Math.max(x(axes.x, unsupported), SIZE.left), SIZE.width - SIZE.right);
  const summary = engines
    .flatMap(({ engine, operatingPoints }) =>
      operatingPoints.map(({ targetFmr, fnmr }) => `${engine}: FNMR ${percent(fnmr.rate)} at FMR ${power(targetFmr)}`),
    )
    .join('; ');
  return chart({ title: 'Detection error trade-off', summary }, axes, [
    html`<rect
        class="unsupported"
        x="${SIZE.left}"
        y="${SIZE.top}"
        width="${px(edge - SIZE.left)}"
        height="${SIZE.height - SIZE.top - SIZE.bottom}"
      />
      <text class="note" x="${SIZE.left + 6}" y="${SIZE.height - SIZE.bottom - 8}">too few false matches</text>`,
    ...engines.map((engine, index) => curve(engine, index, axes)),
    ...engines.map((engine, index) => legend(engine, index)),
  ]);
}

function curve({ engine, det, operatingPoints }: EngineResult, index: number, axes: { x: Axis; y: Axis }): Html {
  const points = det
    .filter(({ fmr, fnmr }) => fmr >= LEAST_FMR && fnmr >= LEAST_FNMR)
    .map(({ fmr, fnmr }) => [x(axes.x, fmr), y(axes.y, fnmr)] as const);
  return html`<path class="line series-${index}" d="${path(points)}" /> ${operatingPoints
      .filter(({ fmr, fnmr }) => fmr.rate >= LEAST_FMR && fnmr.rate >= LEAST_FNMR)
      .map((point) => mark(engine, point, index, axes))}`;
}

function mark(
  engine: string,
  { threshold, fmr, fnmr }: OperatingPoint,
  index: number,
  axes: { x: Axis; y: Axis },
): Html {
  const [low, high] = bounds(fnmr).map((value) => px(y(axes.y, Math.min(Math.max(value, LEAST_FNMR), 1))));
  const left = px(x(axes.x, fmr.rate));
  return html`<g class="mark series-${index}">
    <title>${engine}: threshold ${threshold}, FMR ${power(fmr.rate)}, FNMR ${percent(fnmr.rate)}</title>
    <line x1="${left}" y1="${low}" x2="${left}" y2="${high}" />
    <circle cx="${left}" cy="${px(y(axes.y, fnmr.rate))}" r="4.5" />
  </g>`;
}

function legend({ engine }: EngineResult, index: number): Html {
  const top = SIZE.top + 16 + index * 20;
  const right = SIZE.width - SIZE.right - 12;
  return html`<line class="line series-${index}" x1="${right - 34}" y1="${top - 4}" x2="${right}" y2="${top - 4}" />
    <text class="axis" x="${right - 42}" y="${top}" text-anchor="end">${engine}</text>`;
}
