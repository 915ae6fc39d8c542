import type { EngineResult } from '../recognition/evaluate-engine.js';
import { MIN_FALSE_MATCHES } from '../statistics/cautious-thresholds.js';
import { fusedSection } from './fused-section.js';
import { histogramPlot } from './histogram-plot.js';
import { html, table, type Html } from './html.js';
import { bounds, percent, power, rateText, whole } from './numbers.js';

/** Everything about one engine. */
export function engineSection(result: EngineResult): Html {
  const { engine, model, dimensions, metric, backend, shippedThreshold } = result;
  return html`<section>
    <h2>${engine}</h2>
    <p>
      ${model}, ${dimensions} components, ${metric}, on ${backend}. One picture with one matched from
      ${shippedThreshold?.toFixed(4) ?? 'nothing'} on, for an FMR of 1e-4, before this run.
      ${result.backendNote ? `(${result.backendNote.trim()})` : undefined}
    </p>
    ${fusedSection(result)}
    <h3>One picture against one picture</h3>
    ${operatingTable(result)} ${histogramPlot(result)} ${failureTable(result)} ${galleryTable(result)}
  </section>`;
}

function operatingTable({ operatingPoints, acceptedOnly }: EngineResult): Html {
  return table(
    'All comparisons',
    ['FMR at most', 'threshold', 'FMR (95 % bounds)', 'FNMR (95 % bounds)', 'FNMR, pictures that the gate accepts'],
    operatingPoints.map(({ targetFmr, threshold, fmr, fnmr }, index) => [
      power(targetFmr),
      threshold.toFixed(4),
      html`${power(Number(fmr.rate.toPrecision(3)))}
      (${bounds(fmr)
        .map((value) => power(Number(value.toPrecision(2))))
        .join(' … ')}),
      ${whole(fmr.count)} ${fmr.count < MIN_FALSE_MATCHES ? html`<strong>not supported</strong>` : undefined}`,
      rateText(fnmr),
      rateText(acceptedOnly.points[index]?.fnmr),
    ]),
  );
}

function failureTable({ failureToAcquire: failures }: EngineResult): Html {
  return table(
    'Failure to acquire',
    ['what', 'pictures'],
    [
      ['no feature vector', rateText(failures.withoutVector)],
      ...Object.entries(failures.byCode).map(([code, count]) => [html`<code>${code}</code>`, whole(count)]),
      ['refused by the quality gate', rateText(failures.refusedByGate)],
      ...Object.entries(failures.gateByEveryCode).map(([code, count]) => [
        html`<code>${code}</code>`,
        `${whole(count)}, ${whole(failures.gateByFirstCode[code] ?? 0)} of them told first`,
      ]),
    ],
  );
}

function galleryTable({ gallery }: EngineResult): Html | undefined {
  if (gallery.length === 0) return undefined;
  return table(
    'A growing gallery: the threshold for FPIR 1 % by 1 − (1 − FMR)^N, one reference a person',
    ['N', 'FMR that it asks for', 'threshold', 'FPIR seen', 'FNMR there'],
    gallery.map(({ enrolled, fmr, threshold, falseMatches, fpir, fnmr }) => [
      whole(enrolled),
      power(Number(fmr.toPrecision(2))),
      html`${threshold.toFixed(4)}
      ${falseMatches < MIN_FALSE_MATCHES ? html`<strong>not supported</strong>` : undefined}`,
      percent(fpir),
      percent(fnmr),
    ]),
  );
}
