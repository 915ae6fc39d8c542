import type { CueResult } from '../liveness/cue-evaluation.js';
import type { ErrorRate } from '../liveness/error-rates.js';
import type { HeadRoc } from '../liveness/head-roc.js';
import type { LivenessReport, LuckyCount, MorphReport, NaturalRow, RateRow } from '../liveness/report.js';
import { reportDocument } from './document.js';
import { html, table, type Html } from './html.js';
import { LIVENESS_METHOD } from './liveness-method.js';
import { morphSection } from './morph-section.js';
import { percent, whole } from './numbers.js';

/** The whole report. */
export function livenessPage(report: LivenessReport): string {
  const { machine, command, measuredOn, footage, summary, people, natural, attacks, lucky, steps, speed } = report;
  return reportDocument(
    'Liveness',
    html`<p><strong>${summary}</strong></p>
      <p>
        ${measuredOn}: ${whole(footage.clips)} videos and ${whole(footage.photos)} photographs of
        ${whole(footage.people)} people, on ${machine.cpu}, ${machine.cores} cores, Node ${machine.node}
        (${machine.platform}), load average ${machine.loadAverage}. The judge alone took ${speed.meanMs.toFixed(2)} ms a
        frame (95 % within ${speed.p95Ms.toFixed(2)} ms) over ${whole(speed.frames)} frames.
      </p>
      <pre><code>${command}</code></pre>
      <h2>Real people</h2>
      ${rateTable('Sessions that were refused (BPCER), by person', [people.all, ...people.byPerson])}
      ${rateTable('The same by how frames come', people.byDelivery)} ${naturalTable(natural)}
      <h2>Attacks</h2>
      ${rateTable('Sessions that were taken for a person (APCER)', attacks)} ${luckyTable(lucky)}
      ${report.morphs ? morphSection(report.morphs, morphSessions(report.morphs)) : ''}
      ${report.headRoc ? rocTable(report.headRoc) : ''}
      <h2>One step alone</h2>
      ${stepTable('Real people: refused', steps.bonaFide)} ${stepTable('Attacks: taken for a person', steps.attacks)}
      <h2>Passive cues</h2>
      <p>
        What pictures might tell without asking for anything. The threshold is chosen on the very pictures that it is
        judged by, so these are the best figures that could be had. None is used.
      </p>
      ${cueTable('One picture: attacks against bona fide', report.cues)}
      ${cueTable('Two seconds of film: screens against people', report.filmCues)} ${LIVENESS_METHOD}`,
  );
}

const STEPS = [2, 3, 4];

const morphSessions = ({ proofSessions, shownSessions }: MorphReport): Html => html`
  ${rateTable('Sessions of the attacker as themselves: refused', [proofSessions])}
  ${rateTable('Sessions of the morph in front of the camera: taken for a person', shownSessions)}
`;

const rateTable = (caption: string, rows: readonly RateRow[]): Html =>
  table(
    caption,
    [
      '',
      'sessions',
      'errors (95 % bounds)',
      ...STEPS.map((steps) => `${steps} steps`),
      'worst person',
      'how they ended',
    ],
    rows.map(({ name, all, bySteps, worst, ends }) => [
      name,
      whole(all.sessions),
      boundedText(all),
      ...STEPS.map((steps) => {
        const rate = bySteps.find((one) => one.steps === steps)?.rate;
        return rate && rate.sessions > 0 ? `${percent(rate.rate)} (${rate.errors} of ${rate.sessions})` : '–';
      }),
      worst ? `${worst.person}: ${percent(worst.rate)}` : '–',
      endsText(ends),
    ]),
  );

const stepTable = (caption: string, rows: readonly RateRow[]): Html =>
  table(
    caption,
    ['', 'sessions', 'errors (95 % bounds)', 'worst person', 'how they ended'],
    rows.map(({ name, all, worst, ends }) => [
      name,
      whole(all.sessions),
      boundedText(all),
      worst ? `${worst.person}: ${percent(worst.rate)}` : '–',
      endsText(ends),
    ]),
  );

function boundedText({ rate, bounds95: [low, high], sessions }: ErrorRate): string {
  return sessions > 0 ? `${percent(rate)} (${percent(low)}–${percent(high)})` : '–';
}

const endsText = (ends: Record<string, number>): string =>
  Object.entries(ends)
    .map(([end, count]) => `${end} ${count}`)
    .join(', ');

const naturalTable = (rows: readonly NaturalRow[]): Html =>
  table(
    'People who only talk or pull faces, asked for nothing in vain: what was taken for a fraud',
    ['film', 'starts × rates', 'seconds watched', 'alarms', 'other ends'],
    rows.map(({ name, films, watchedS, alarms, others }) => [
      name,
      whole(films),
      whole(Math.round(watchedS)),
      endsText(alarms) || 'none',
      endsText(others),
    ]),
  );

const luckyTable = (lucky: readonly LuckyCount[]): Html =>
  table(
    'A film of all actions, played whatever is asked: the luckiest of its starts, and any one of them',
    ['steps', 'films × challenges', 'a lucky start there', 'of all starts'],
    lucky.map(({ steps, starts, tried, live, liveStarts }) => [
      whole(steps),
      whole(tried),
      `${whole(live)} (${percent(live / Math.max(1, tried))})`,
      `${whole(liveStarts)} of ${whole(tried * starts)} (${percent(liveStarts / Math.max(1, tried * starts))})`,
    ]),
  );

const rocTable = ({ limits, people, pictures }: HeadRoc): Html =>
  table(
    'Two movements alone, judged by light and shade: what a limit of the log odds would refuse of people, and let in of photographs that are warped by their mesh',
    [
      'limit',
      `people refused (${whole(people.pairs)} pairs)`,
      ...pictures.map(({ source, pairs }) => `${source} let in (${whole(pairs)})`),
    ],
    limits.map((limit, at) => [
      limit.toFixed(1),
      percent(people.refused[at] ?? 0),
      ...pictures.map(({ accepted }) => percent(accepted[at] ?? 0)),
    ]),
  );

const cueTable = (caption: string, cues: readonly CueResult[]): Html =>
  table(
    caption,
    ['set', 'cue', 'bona fide', 'attacks', 'area under the ROC', 'APCER at BPCER 5 %'],
    cues.map(({ set, cue, bonaFide, attacks, auc, apcerAtBpcer5 }) => [
      set,
      cue,
      whole(bonaFide),
      whole(attacks),
      auc.toFixed(3),
      percent(apcerAtBpcer5),
    ]),
  );
