import type { ErrorRate } from './error-rates.js';
import type { LivenessReport, LuckyCount, RateRow } from './report.js';

const percent = (share: number): string => `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;

/** Which attacks get through and which real people do not, the worst first. */
export function summaryOf(
  people: LivenessReport['people'],
  attacks: readonly RateRow[],
  lucky: readonly LuckyCount[],
): string {
  const through = attacks
    .filter(({ all }) => all.errors > 0)
    .toSorted((a, b) => b.all.rate - a.all.rate)
    .map(({ name, all }) => `${name} ${rateText(all)}`);
  const stopped = attacks.filter(({ all }) => all.errors === 0).length;
  const starts = lucky
    .filter(({ live }) => live > 0)
    .map(({ steps, live, tried }) => `${live} of ${tried} at ${steps} steps`);
  const refused = people.all.bySteps.map(({ steps, rate }) => `${rateText(rate)} at ${steps} steps`);
  const { worst } = people.all;
  return [
    through.length > 0 ? `What passes as live: ${through.join('; ')}.` : 'No attack that was tried passes as live.',
    `Of the other ${stopped} attacks nothing passed.`,
    starts.length > 0 ? `A film of all actions from its luckiest start: ${starts.join(', ')}.` : '',
    `Real people who obey are refused in ${refused.join(', ')}${worst ? `; the worst off is ${worst.person} with ${percent(worst.rate)}` : ''}.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

const rateText = ({ rate, errors, sessions }: ErrorRate): string => `${percent(rate)} (${errors} of ${sessions})`;
