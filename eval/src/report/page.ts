import { COMPARISON_KINDS } from '@facegate/face-engine';
import type { EngineResult } from '../recognition/evaluate-engine.js';
import type { KnownLabelError } from '../recognition/label-errors.js';
import type { DataDescription, RecognitionReport } from '../recognition/report.js';
import { detPlot } from './det-plot.js';
import { engineSection } from './engine-section.js';
import { KIND_WORDS, thresholdCell, TOLD_FMRS } from './fused-section.js';
import { reportDocument } from './document.js';
import { html, table, type Html } from './html.js';
import { percent, power, whole } from './numbers.js';

/** The whole report. */
export function reportPage(report: RecognitionReport): string {
  const { data, impostors, leftOut, labelErrors, engines, machine, command, measuredOn } = report;
  const title = `Recognition on ${data.name}`;
  return reportDocument(
    title,
    html`<p>
        ${described(data)}${impostors.map((set) => html`; as impostors also ${described(set)}`)}${leftOut > 0 ? html` (${leftOut} left out: the same file under another name)` : undefined}.
        ${measuredOn}, on ${machine.cpu}, ${machine.cores} cores, Node ${machine.node} (${machine.platform}), load
        average ${machine.loadAverage}.
      </p>
      <pre><code>${command}</code></pre>
      ${summary(engines)}
      <h2>Detection error trade-off</h2>
      <p>
        One picture against one picture. Lower is better. The dots are the thresholds of the tables, with 95 % bounds of
        the FNMR. In the shaded part fewer than 30 false matches are left, and the curves say little.
      </p>
      ${detPlot(engines)} ${engines.map(engineSection)} ${labelErrorTable(labelErrors)} ${METHOD}`,
  );
}

const described = ({ name, pictures, persons }: DataDescription): Html =>
  html`<strong>${name}</strong>, ${whole(pictures)} pictures of ${whole(persons)} people`;

function summary(engines: readonly EngineResult[]): Html {
  const targets = engines[0]?.operatingPoints.map(({ targetFmr }) => targetFmr) ?? [];
  return html`${table(
    'In short: what the engine decides by',
    ['engine', 'what is compared', ...TOLD_FMRS.map((fmr) => `threshold at FMR ${power(fmr)}`)],
    engines.flatMap(({ engine, curves }) =>
      COMPARISON_KINDS.map((kind) => [
        engine,
        KIND_WORDS[kind],
        ...TOLD_FMRS.map((fmr) => thresholdCell(curves[kind], fmr)),
      ]),
    ),
  )}
  ${table(
    'In short: one picture against one picture',
    [
      'engine',
      '10-fold accuracy',
      'no face found',
      ...targets.map((target) => `FNMR at FMR ${power(target)}`),
      'ms a picture, p50 (p95)',
    ],
    engines.map(({ engine, pairs, failureToAcquire, operatingPoints, speed }) => [
      engine,
      pairs.assessed ? `${percent(pairs.accuracy)} ± ${percent(pairs.standardError)}` : `not assessed: ${pairs.reason}`,
      whole(failureToAcquire.withoutVector.count),
      ...operatingPoints.map(({ fnmr }) => percent(fnmr.rate)),
      `${speed.extractionP50Ms.toFixed(0)} (${speed.extractionP95Ms.toFixed(0)})`,
    ]),
  )}`;
}

function labelErrorTable(errors: readonly KnownLabelError[]): Html | undefined {
  if (errors.length === 0) return undefined;
  return table(
    'Known label errors and twins in the data, left in',
    ['pictures', 'what', 'source'],
    errors.map(({ pictures, what, source }) => [pictures.join(', '), what, source]),
  );
}

const METHOD = html`<section>
  <h2>How it was counted</h2>
  <ul>
    <li>
      Of several faces in a picture the one nearest the middle is the person's. A genuine comparison with a picture that
      gave no vector counts as a non-match, an impostor comparison with it does not count.
    </li>
    <li>
      FMR: every two pictures of two people, data and impostors together. FNMR: every two pictures of one person of the
      data. The threshold at an FMR is the least, in steps of 0.0001, that keeps to it.
    </li>
    <li>
      Bounds are the wider of two: Clopper–Pearson, which takes comparisons as independent, and a bootstrap that draws
      people again (1,000 draws), because they are not. Bounds of pictures and of the product's FMR and FPIR are
      Clopper–Pearson alone.
    </li>
    <li>
      10-fold accuracy: the pairs of the data's list; a pair without a vector is an error. Each fold is judged at the
      threshold that is best on the pairs of the other folds that share no person with it. A list without folds is split
      by the SHA-256 of the (first) person's name. The ± is the standard error of the mean.
    </li>
    <li>
      Fused: the mean of unit vectors, of length 1 again (for a distance, the mean). Templates are three pictures of a
      person, up to ten different choices; every pair of people counts once, each of their comparisons as its share.
    </li>
    <li>
      Thresholds of a curve are upper 95 % bounds by person: the people are drawn again 1,000 times, the threshold for
      the rate is found each time, and the 97.5th percentile is taken. Of several protocols of a kind the highest
      counts; one takes part when 30 false matches speak for its FMR of 1e-2.
    </li>
    <li>
      <em>Counted</em>: at least 30 false matches (of comparisons, or of pairs of people where several comparisons stand
      for one pair) speak for the rate. <em>Extrapolated</em>: a generalised Pareto tail over the highest thousandth of
      the scores (or what 50 false matches make), fitted by its moments in each draw of the people, with a shape of 0
      (exponential) or more; never below what was seen.
    </li>
    <li>
      The half-split check: thresholds from a random half of the people, 20 times, and the rate among the others there.
      Rates are left out of which the other half would show less than one match.
    </li>
    <li>
      Owners: three pictures fused against others of the same person fused, all ways to choose them (150 at the most for
      each person). Bounds by person; without a miss the rule of three over the people.
    </li>
    <li>
      Searches: everybody's first three pictures (or as many as there are) are one template each. Owners: each picture
      and the two after it are once the template, up to five of the others the probe. Strangers: everybody, with their
      own template taken out.
    </li>
    <li>
      A growing gallery: each person's first picture is searched among N others drawn at random; the mean over all draws
      is exact.
    </li>
    <li>
      Labels are taken as they are. Where a set has one person under two names, their comparisons count as false
      matches, so the far end of the FMR is rather too high than too low.
    </li>
    <li>Times are of one picture from bytes to answer, in a worker; other work on the machine is in them.</li>
  </ul>
</section>`;
