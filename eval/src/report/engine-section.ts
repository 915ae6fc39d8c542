import type { EngineResult } from '../recognition/evaluate-engine.js';
import type { EnrolmentProtocol } from '../recognition/enrolment-protocol.js';
import { MIN_FALSE_MATCHES } from '../recognition/fmr-curve.js';
import { histogramPlot } from './histogram-plot.js';
import { html, table, type Html } from './html.js';
import { bounds, percent, power, rateText, whole } from './numbers.js';

/** Everything about one engine. */
export function engineSection(result: EngineResult): Html {
  const { engine, model, dimensions, metric, backend, shippedThreshold } = result;
  return html`<section>
    <h2>${engine}</h2>
    <p>
      ${model}, ${dimensions} components, ${metric}, on ${backend}. Ships with threshold
      ${shippedThreshold?.toFixed(4) ?? 'none'} for an FMR of 1e-4.
      ${result.backendNote ? `(${result.backendNote.trim()})` : undefined}
    </p>
    ${operatingTable(result)} ${histogramPlot(result)} ${failureTable(result)} ${enrolmentTables(result)}
    ${galleryTable(result)} ${leadTable(result)} ${curveTable(result)}
  </section>`;
}

function operatingTable({ operatingPoints, acceptedOnly }: EngineResult): Html {
  return table(
    'One picture against one picture, all comparisons',
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

function enrolmentTables({ enrolment, enrolmentAcceptedOnly }: EngineResult): Html {
  if (!enrolment) return html`<p>Nobody in the data has four pictures: the product's own protocol is not assessed.</p>`;
  return html`${enrolmentTable('all pictures', enrolment)}
  ${enrolmentAcceptedOnly && enrolmentTable('only pictures that the gate accepts', enrolmentAcceptedOnly)}`;
}

function enrolmentTable(which: string, protocol: EnrolmentProtocol): Html {
  const { references, enrolled, genuineProbes, strangerProbes, verification, identification } = protocol;
  return table(
    `As the product does it (${which}): ${references} pictures enrolled, one probe, best score; ${enrolled} people
    enrolled, ${genuineProbes} genuine and ${whole(strangerProbes)} strangers' probes`,
    ['threshold', '1:1 FMR', '1:1 FNMR', `1:${enrolled} FPIR`, `1:${enrolled} FNIR`],
    verification.map(({ threshold, fmr, fnmr }, index) => [
      threshold.toFixed(4),
      rateText(fmr),
      rateText(fnmr),
      rateText(identification[index]?.fpir),
      rateText(identification[index]?.fnir),
    ]),
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

function leadTable({ lead }: EngineResult): Html | undefined {
  if (!lead) return undefined;
  return table(
    `A margin to the second person: 1:${whole(lead.gallery)}, one reference a person, threshold ${lead.threshold.toFixed(4)};
    ${whole(lead.enrolledProbes)} enrolled people's and ${whole(lead.strangerProbes)} strangers' probes`,
    [
      'margin',
      'identified',
      'undecided',
      'taken for another',
      'unknown',
      'strangers identified',
      'strangers undecided',
    ],
    lead.points.map(({ margin, enrolled, strangers }) => [
      margin.toFixed(2),
      percent(enrolled.identified),
      percent(enrolled.undecided),
      percent(enrolled.misidentified),
      percent(enrolled.unknown),
      percent(strangers.identified),
      percent(strangers.undecided),
    ]),
  );
}

function curveTable({ fmrCurve: curve }: EngineResult): Html {
  if (!curve) return html`<p>Too few impostor comparisons for an FMR curve.</p>`;
  return html`${table(
      `FMR curve from ${whole(curve.comparisons)} comparisons of ${whole(curve.persons)} people`,
      ['FMR at most', 'threshold', 'false matches', 'upper 95 % bound'],
      curve.points.map(({ fmr, threshold, falseMatches, upper95 }) => [
        power(fmr),
        threshold.toFixed(4),
        whole(falseMatches),
        power(upper95),
      ]),
    )}
    <p>
      Past FMR ${power(curve.supportedFmr)} there is no evidence (fewer than ${MIN_FALSE_MATCHES} false matches). At
      threshold ${curve.ruleOfThree.threshold.toFixed(4)} nobody matches any more: by the rule of three the FMR there is
      below ${power(curve.ruleOfThree.fmr)} with 95 % confidence, if the comparisons were independent.
    </p>`;
}
