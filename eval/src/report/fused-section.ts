import { supportedEnrolled, type ComparisonKind } from '@facegate/face-engine';
import type { EngineResult } from '../recognition/evaluate-engine.js';
import type { FootageResult, SamePerson } from '../recognition/footage/evaluate-footage.js';
import type { CurveOfKind } from '../recognition/fused/fmr-curves.js';
import type { ProtocolResult } from '../recognition/fused/protocols.js';
import { html, table, type Html } from './html.js';
import { percent, power, rateText, whole } from './numbers.js';

export const TOLD_FMRS = [1e-3, 1e-4, 1e-5, 1e-6];

export const KIND_WORDS: Record<ComparisonKind, string> = {
  'picture-picture': 'a picture with a picture',
  'template-picture': 'a template of three with a picture',
  'template-session': 'a template of three with a live session',
};

/** What the product compares: curves, protocols behind them, owners, searches, footage. */
export function fusedSection(result: EngineResult): Html {
  return html`<h3>What the product compares</h3>
    ${Object.entries(KIND_WORDS).map(([kind, words]) => curveTable(words, result.curves[kind as ComparisonKind]))}
    ${supportText(result)} ${ownersTable(result)} ${searchTable(result)}
    <h3>Where the thresholds come from</h3>
    ${result.protocols.map(protocolTable)} ${result.footage && footageTables(result.footage)}`;
}

export function thresholdCell(curve: CurveOfKind | undefined, fmr: number): string {
  const point = curve?.points.find((one) => one.fmr === fmr);
  if (!point) return 'not supported';
  return `${point.threshold.toFixed(4)}${point.basis === 'counted' ? '' : ', extrapolated'}`;
}

function curveTable(words: string, curve: CurveOfKind | undefined): Html {
  if (!curve) return html`<p>Too few comparisons for a curve of ${words}.</p>`;
  return table(
    `FMR curve: ${words}`,
    ['FMR at most', 'threshold', 'how', 'the most cautious protocol'],
    curve.points.map(({ fmr, threshold, basis, protocol }) => [
      power(fmr),
      threshold.toFixed(4),
      basis === 'counted' ? 'counted' : html`<strong>extrapolated</strong>`,
      protocol,
    ]),
  );
}

/** How many accounts a search without a name can be among. */
function supportText({ curves: { 'template-session': curve } }: EngineResult): Html | undefined {
  if (!curve) return undefined;
  const among = (fpir: number): string => whole(supportedEnrolled({ model: '', ...curve }, fpir));
  return html`<p>
    Without a name, by live session: up to ${among(1e-2)} accounts at an FPIR of 1 %, up to ${among(1e-3)} at 0.1 %.
  </p>`;
}

function ownersTable({ fused }: EngineResult): Html {
  return table(
    'Owners at these thresholds: three pictures fused against others of the same person',
    ['probe', 'curve of', 'FMR at most', 'threshold', 'FNMR', 'draws', 'people', '95 % bounds by person'],
    fused.flatMap(({ kind, probe, points }) =>
      points.map(({ fmr, threshold, misses, of, rate, persons, byPerson95: [low, high] }) => [
        `${probe} picture${probe === '1' ? '' : 's'}`,
        kind === 'template-session' ? 'sessions' : 'pictures',
        power(fmr),
        threshold.toFixed(4),
        percent(rate),
        `${whole(misses)} of ${whole(of)}`,
        whole(persons),
        `${percent(low)}–${percent(high)}`,
      ]),
    ),
  );
}

function searchTable({ fusedGallery: gallery }: EngineResult): Html | undefined {
  if (!gallery || gallery.enrolledProbes === 0) return undefined;
  return table(
    `Searches among ${whole(gallery.gallery)} fused templates at threshold ${gallery.threshold.toFixed(4)}, by the margin to the
    second person; ${whole(gallery.enrolledProbes)} by ${whole(gallery.enrolledPersons)} owners, ${whole(gallery.strangerProbes)} by strangers`,
    ['margin', 'found', 'undecided', 'taken for another', 'unknown', 'strangers found', 'strangers undecided'],
    gallery.points.map(({ margin, enrolled, strangers }) => [
      margin.toFixed(2),
      rateText(enrolled.identified),
      rateText(enrolled.undecided),
      rateText(enrolled.misidentified),
      rateText(enrolled.unknown),
      rateText(strangers.identified),
      rateText(strangers.undecided),
    ]),
  );
}

function protocolTable(protocol: ProtocolResult): Html {
  const { name, kind, comparisons, referencePersons, probePersons, unit, points, halfSplit } = protocol;
  return html`${table(
    `${name} (${KIND_WORDS[kind]}): ${whole(comparisons)} comparisons, ${whole(referencePersons)} × ${whole(probePersons)} people`,
    ['FMR', 'threshold, middle', 'upper 95 % bound', 'how', `false matches expected, in ${unit}`],
    points.map(({ fmr, middle, upper95, basis, falseMatches }) => [
      power(fmr),
      middle.toFixed(4),
      upper95.toFixed(4),
      basis === 'counted' ? 'counted' : html`<strong>extrapolated</strong>`,
      falseMatches >= 10 ? whole(Math.round(falseMatches)) : falseMatches.toPrecision(2),
    ]),
  )}
  ${halfSplit.length > 0 ? halfSplitTable(protocol) : undefined}`;
}

const halfSplitTable = ({ name, halfSplit }: ProtocolResult): Html =>
  table(
    `${name}: thresholds from half of the people, on the other half`,
    ['FMR asked for', 'how', 'splits', 'FMR there, mean', 'splits above what was asked for'],
    halfSplit.map(({ fmr, basis, splits, meanRate, shareAbove }) => [
      power(fmr),
      basis,
      whole(splits),
      meanRate > 0 ? power(Number(meanRate.toPrecision(2))) : '0',
      percent(shareAbove),
    ]),
  );

function footageTables({ clips, photos, persons, frames, samePerson, halves, otherPeople }: FootageResult): Html {
  return html`<h3>Footage: frames of one session</h3>
    <p>
      ${whole(clips)} clips and ${whole(photos)} photographs of ${whole(persons)} people, ${whole(frames)} frames turned
      by 35° at the most. References: the frames nearest to straight, 20° left and 20° right; sessions: five frames, 20
      draws.
    </p>
    ${samePersonTable('The same person in two recordings', samePerson)}
    ${samePersonTable('One recording: its first half as template, its second as session', halves)}
    ${
      otherPeople &&
      table(
        `Different people: ${whole(otherPeople.pairs)} pairs of ${whole(otherPeople.persons)} people, the highest score ${otherPeople.highest.toFixed(3)}`,
        ['FMR of the curve', 'threshold', 'pairs of people of whom any draw matches'],
        otherPeople.matching.map(({ fmr, threshold, pairs }) => [power(fmr), threshold.toFixed(4), rateText(pairs)]),
      )
    }`;
}

const samePersonTable = (caption: string, rows: readonly SamePerson[]): Html | undefined =>
  rows.length === 0
    ? undefined
    : table(
        caption,
        ['template', 'session', 'fused, least', 'fused, median', 'single frames, least', 'single frames, median'],
        rows.map(({ template, session, fused, singles }) => [
          template,
          session,
          fused.least.toFixed(3),
          fused.median.toFixed(3),
          singles.least.toFixed(3),
          singles.median.toFixed(3),
        ]),
      );
