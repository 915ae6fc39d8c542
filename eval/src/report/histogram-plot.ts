import type { EngineResult } from '../recognition/evaluate-engine.js';
import type { Histogram } from '../statistics/scores.js';
import { chart, linearAxis, path, px, SIZE, x, y, type Axis } from './chart.js';
import { html, type Html } from './html.js';
import { power } from './numbers.js';

/** Scores of strangers and of owners, each as shares of their own number, and the thresholds between them. */
export function histogramPlot({ engine, histograms, operatingPoints, metric }: EngineResult): Html {
  const { from, binWidth, shares } = histograms.impostor;
  const highest = Math.max(...histograms.genuine.shares, ...shares);
  const axes = {
    x: linearAxis(SCORE[metric], from, from + binWidth * shares.length, 0.2, String),
    y: linearAxis(
      'share of scores',
      0,
      highest * 1.15,
      niceStep(highest),
      (value) => `${Number((value * 100).toFixed(2))} %`,
    ),
  };
  return chart({ title: `Scores of ${engine}`, summary: 'Strangers on the left, the same person on the right' }, axes, [
    area(histograms.impostor, 'impostor', axes),
    area(histograms.genuine, 'genuine', axes),
    ...operatingPoints.map(({ threshold, targetFmr }, index) => {
      const left = px(x(axes.x, threshold));
      return html`<line
          class="threshold"
          x1="${left}"
          y1="${SIZE.top + 14 + index * 14}"
          x2="${left}"
          y2="${SIZE.height - SIZE.bottom}"
        />
        <text class="note" x="${px(x(axes.x, threshold) + 4)}" y="${SIZE.top + 20 + index * 14}">
          FMR ${power(targetFmr)}
        </text>`;
    }),
    html`<text class="axis impostor-text" x="${SIZE.left + 12}" y="${SIZE.top + 20}">■ strangers</text>
      <text class="axis genuine-text" x="${SIZE.left + 12}" y="${SIZE.top + 40}">■ the same person</text>`,
  ]);
}

const SCORE = { cosine: 'comparison score (cosine)', euclidean: 'comparison score (1 − distance)' };

function area({ from, binWidth, shares }: Histogram, name: string, axes: { x: Axis; y: Axis }): Html {
  const steps = shares.flatMap((share, bin): [number, number][] => [
    [x(axes.x, from + bin * binWidth), y(axes.y, share)],
    [x(axes.x, from + (bin + 1) * binWidth), y(axes.y, share)],
  ]);
  const base = y(axes.y, 0);
  const outline = path([[steps[0]![0], base], ...steps, [steps.at(-1)![0], base]]);
  return html`<path class="area ${name}" d="${outline}Z" />`;
}

/** 1, 2 or 5 × 10^k, such that there are some four ticks. */
function niceStep(highest: number): number {
  const rough = highest / 4;
  const decade = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((digit) => digit * decade).find((step) => step >= rough) ?? decade * 10;
}
