import type { LivenessReport, LuckyCount, SessionCount } from '../liveness/report.js';
import { reportDocument } from './document.js';
import { html, table, type Html } from './html.js';
import { percent, whole } from './numbers.js';

/** The whole report. */
export function livenessPage(report: LivenessReport): string {
  const { machine, command, measuredOn, bonaFide, attacks, parts, lucky, speed } = report;
  return reportDocument(
    'Liveness',
    html`<p>
        ${measuredOn}, on ${machine.cpu}, ${machine.cores} cores, Node ${machine.node} (${machine.platform}), load
        average ${machine.loadAverage}. The judge alone took ${speed.meanMs.toFixed(2)} ms a frame (95 % within
        ${speed.p95Ms.toFixed(2)} ms) over ${whole(speed.frames)} frames.
      </p>
      <pre><code>${command}</code></pre>
      <h2>Real people</h2>
      ${countTable('Sessions that were refused (BPCER)', bonaFide)}
      <h2>Attacks</h2>
      ${countTable('Sessions that were taken for a person (APCER)', attacks)} ${luckyTable(lucky)}
      <h2>One step alone</h2>
      ${countTable('Sessions of one step that ended live', parts)}
      <h2>Passive cues</h2>
      <p>
        What one picture might tell without asking for anything. The threshold is chosen on the very pictures that it is
        judged by, so these are the best figures that could be had. None is used.
      </p>
      ${cueTable(report)} ${METHOD}`,
  );
}

const countTable = (caption: string, counts: readonly SessionCount[]): Html =>
  table(
    caption,
    ['kind', 'sessions', 'live', 'error rate (95 % bounds)', 'how they ended', 'what they are'],
    counts.map(({ kind, how, sessions, live, errorRate, exact95: [low, high], ends }) => [
      kind,
      whole(sessions),
      whole(live),
      `${percent(errorRate)} (${percent(low)}–${percent(high)})`,
      Object.entries(ends)
        .toSorted(([, a], [, b]) => b - a)
        .map(([end, count]) => `${end} ${count}`)
        .join(', '),
      how,
    ]),
  );

const luckyTable = (lucky: readonly LuckyCount[]): Html =>
  table(
    'A film of all actions, played whatever is asked: the luckiest of its starts, and any one of them',
    ['steps', 'films × challenges', 'a lucky start there', 'of all starts'],
    lucky.map(({ steps, starts, tried, live, liveStarts }) => [
      whole(steps),
      whole(tried),
      `${whole(live)} (${percent(live / tried)})`,
      `${whole(liveStarts)} of ${whole(tried * starts)} (${percent(liveStarts / (tried * starts))})`,
    ]),
  );

const cueTable = ({ cues }: LivenessReport): Html =>
  table(
    'Attacks against bona fide',
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

const METHOD = html`<section>
  <h2>How it was counted</h2>
  <ul>
    <li>
      Every frame of the footage is measured once, as a JPEG of the size that the page sends. The sessions are then
      judged on a clock of their own: 8 to 14 frames a second, each up to an eighth of an interval too early or late.
    </li>
    <li>
      Somebody who obeys is made of stretches of one person’s video: what is asked for is shown 200 to 500 ms after it
      was told, between two frames of rest. The frames of the rest come slower than they were filmed, so that there are
      enough, and a movement that goes over into another one comes back as it went, backwards. No frame comes twice.
    </li>
    <li>
      Nobody in the footage both turns and blinks in front. In a drawn challenge a blink is therefore the person’s own
      rest with the opening of the eyes of another person’s blink. Blinks as they were filmed are judged alone: they
      came by themselves, are shorter than one that is asked for, and some people dance meanwhile.
    </li>
    <li>
      Four people turn and six blink: the many sessions are not as many people, and bounds that take them as independent
      are too narrow. A session is left out when its footage ended first, or when its blink could not be led up to.
    </li>
    <li>
      The limits were chosen on this footage too. What the figures show is that the tests hold apart what they should;
      how often they fail with others has to be measured with others.
    </li>
    <li>
      Photographs are held, moved, tilted and bent by drawing them as a camera would see them, with its noise. “Real
      blinks” gives such a photograph the eyes of a filmed blink: more than paint can do.
    </li>
    <li>
      What no test here refuses: recordings of every action, each shown when it is asked for (the bona fide sessions are
      just that), and whatever makes such frames in time. A browser cannot prove that its camera is a camera.
    </li>
  </ul>
</section>`;
