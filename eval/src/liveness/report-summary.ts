import type { ErrorRate } from './error-rates.js';
import type { LivenessReport, LuckyCount, MorphReport, RateRow } from './report.js';

const percent = (share: number): string => `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;

/** Attacks of one suite: what they are in words. */
export interface AttackGroup {
  what: string;
  attacks: readonly RateRow[];
}

const isLet = ({ all }: RateRow): boolean => all.errors > 0;

/** Which attacks get through and which real people do not. */
export function summaryOf(
  people: LivenessReport['people'],
  groups: readonly AttackGroup[],
  lucky: readonly LuckyCount[],
  morphs?: MorphReport,
): string {
  const played = groups.filter(({ attacks }) => attacks.some(({ all }) => all.sessions > 0));
  const through = played.filter(({ attacks }) => attacks.some(isLet)).map(throughText);
  const stopped = played.filter(({ attacks }) => !attacks.some(isLet)).map(stoppedText);
  const starts = lucky
    .filter(({ live }) => live > 0)
    .map(({ steps, live, tried }) => `${live} of ${tried} at ${steps} steps`);
  const refused = people.all.bySteps.map(({ steps, rate }) => `${rateText(rate)} at ${steps} steps`);
  const { worst } = people.all;
  return [
    through.length > 0 ? `What passes as live: ${through.join('; ')}.` : 'No attack that was tried passes as live.',
    stopped.length > 0 ? `Nothing passes of ${stopped.join(' and ')}.` : '',
    morphs ? morphText(morphs) : '',
    starts.length > 0 ? `A film of all actions from its luckiest start: ${starts.join(', ')}.` : '',
    `Real people who obey are refused in ${refused.join(', ')}${worst ? `; the worst off is ${worst.person} with ${percent(worst.rate)}` : ''}.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

const rateText = ({ rate, errors, sessions }: ErrorRate): string => `${percent(rate)} (${errors} of ${sessions})`;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** All of a suite together, and the attack of it that does best. */
function throughText({ what, attacks }: AttackGroup): string {
  const errors = sum(attacks.map(({ all }) => all.errors));
  const sessions = sum(attacks.map(({ all }) => all.sessions));
  const [best] = attacks.toSorted((a, b) => b.all.rate - a.all.rate);
  const most = attacks.length > 1 && best ? `, most of all “${best.name}”: ${rateText(best.all)}` : '';
  return `${what} ${percent(errors / sessions)} (${errors} of ${sessions})${most}`;
}

/** What a morph would open by its picture, and what the proof of who sends it opens. */
function morphText({ pictures, proofs: [proof] }: MorphReport): string {
  const both = pictures.at(-1);
  if (!both || !proof) return '';
  return (
    `A morph of attacker and victim is both of them to a comparison of pictures for ${both.pairsMatched} of ${both.pairs} pairs of people; ` +
    `the proof of the attacker’s live session, which decides, opens the victim’s account for ${proof.pairsMatched} of ${proof.pairs}.`
  );
}

const stoppedText = ({ what, attacks }: AttackGroup): string =>
  `${what} (${sum(attacks.map(({ all }) => all.sessions))} sessions)`;
