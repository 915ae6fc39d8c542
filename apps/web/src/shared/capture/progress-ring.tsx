import { classNames } from '../ui/class-names.js';
import styles from './progress-ring.module.css';

export interface RingPart {
  /** 0…1: how much of it is filled. */
  fill: number;
  /** 0…1: where the mark stands that says how far is enough. */
  mark?: number;
  /** Past what is asked for. */
  tooFar?: boolean;
}

interface ProgressRingProps {
  /** Clockwise from the top; none: a plain oval. */
  parts: readonly RingPart[];
}

/** The oval of the stage, in its units. */
const CENTRE = { x: 40, y: 44 };
const RADIUS = { x: 25, y: 33 };
const FROM_TOP = 'M40 11a25 33 0 0 1 0 66a25 33 0 0 1 0-66';
/** Hundredths of the way round between two parts. */
const GAP = 3;
/** How far the mark reaches to both sides of the line. */
const MARK = 2.4;

export function ProgressRing({ parts }: ProgressRingProps) {
  const count = Math.max(1, parts.length);
  const share = 100 / count;
  const gap = count > 1 ? GAP : 0;
  const arcs = Array.from({ length: count }, (_, index) => ({ part: parts[index], from: index * share + gap / 2 }));
  return arcs.map(({ part, from }) => (
    <g key={from}>
      <Arc className={styles['track']} from={from} length={share - gap} />
      {part && part.fill > 0 && (
        <Arc
          className={classNames(styles['done'], part.tooFar && styles['tooFar'])}
          from={from}
          length={Math.min(1, part.fill) * (share - gap)}
        />
      )}
      {part?.mark !== undefined && <Mark at={from + part.mark * (share - gap)} />}
    </g>
  ));
}

function Arc({ from, length, className }: { from: number; length: number; className: string | undefined }) {
  return (
    <path
      d={FROM_TOP}
      className={className}
      pathLength={100}
      strokeDasharray={`${length} ${100 - length}`}
      strokeDashoffset={-from}
    />
  );
}

/** Across the line, at so many hundredths of its length. */
function Mark({ at }: { at: number }) {
  const angle = angleAt(at);
  const [x, y] = [Math.sin(angle), -Math.cos(angle)];
  return (
    <line
      className={styles['mark']}
      data-mark
      x1={CENTRE.x + (RADIUS.x - MARK) * x}
      y1={CENTRE.y + (RADIUS.y - MARK) * y}
      x2={CENTRE.x + (RADIUS.x + MARK) * x}
      y2={CENTRE.y + (RADIUS.y + MARK) * y}
    />
  );
}

const SAMPLES = 720;
/** Length of the oval from the top to each of so many angles: it is no circle, so angles and lengths differ. */
const LENGTHS: readonly number[] = lengthsOfOval();

function lengthsOfOval(): number[] {
  const lengths = [0];
  for (let index = 0; index < SAMPLES; index += 1) {
    const middle = ((index + 0.5) / SAMPLES) * 2 * Math.PI;
    const piece = Math.hypot(RADIUS.x * Math.cos(middle), RADIUS.y * Math.sin(middle));
    lengths.push((lengths.at(-1) ?? 0) + piece);
  }
  return lengths;
}

/** Radians from the top. @param at hundredths of the length of the oval */
function angleAt(at: number): number {
  const wanted = (at / 100) * (LENGTHS.at(-1) ?? 0);
  const index = LENGTHS.findIndex((length) => length >= wanted);
  return (Math.max(0, index) / SAMPLES) * 2 * Math.PI;
}
