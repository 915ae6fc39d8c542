import type { MatchRow } from '../liveness/match-rates.js';
import type { MorphReport } from '../liveness/report.js';
import { html, table, type Html } from './html.js';
import { percent, power, whole } from './numbers.js';

/** What a morph of attacker and victim would open as a picture, and what it opens where the session decides. */
export function morphSection(
  { share, fmr, attackers, accounts, pictures, proofs, shown }: MorphReport,
  sessions: Html,
): Html {
  return html`<h2>Morphs</h2>
    <p>
      The attacker has a face of their own to pass the live check with, and a photograph of the victim. The morph is
      ${percent(share)} of each: both meshes warped to the shape between them and mixed, everything about the face from
      one of the two pictures. ${whole(attackers)} people attack, each everybody else of ${whole(accounts)} who have an
      account: three references of their own film, fused, none of which the morph was made of. Thresholds are the
      product’s at an FMR of ${power(fmr)}.
    </p>
    ${matchTable('The picture that is sent with the request: what it would match, if it decided', pictures)}
    ${matchTable('The proof of the attacker’s own live sessions, which decides: what it matches', proofs)} ${sessions}
    ${matchTable(
      'The morph in front of the camera, turned by its own mesh; of each victim with the attacker most alike',
      shown,
    )}`;
}

const matchTable = (caption: string, rows: readonly MatchRow[]): Html =>
  table(
    caption,
    ['', 'comparisons', 'match (95 % bounds)', 'pairs of people with a match', 'threshold', 'scores'],
    rows.map(({ name, comparisons, matches, rate, bounds95: [low, high], pairs, pairsMatched, threshold, scores }) => [
      name,
      whole(comparisons),
      comparisons > 0 ? `${whole(matches)}: ${percent(rate)} (${percent(low)}–${percent(high)})` : '–',
      `${whole(pairsMatched)} of ${whole(pairs)}`,
      threshold.toFixed(3),
      scores ? scores.map((score) => score.toFixed(3).replace('-', '−')).join(' … ') : '–',
    ]),
  );
