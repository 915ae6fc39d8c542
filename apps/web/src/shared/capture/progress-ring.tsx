import styles from './progress-ring.module.css';

interface ProgressRingProps {
  /** One for each part, 0…1: how much of it is done. */
  parts: readonly number[];
}

/** Around the oval of the stage, in its units. Drawn clockwise from the top. */
const FROM_TOP = 'M40 11a25 33 0 0 1 0 66a25 33 0 0 1 0-66';
/** Hundredths of the way round between two parts. */
const GAP = 3;

export function ProgressRing({ parts }: ProgressRingProps) {
  const share = 100 / parts.length;
  const gap = parts.length > 1 ? GAP : 0;
  const arcs = parts.map((done, index) => ({ done, from: index * share + gap / 2 }));
  return arcs.map(({ done, from }) => (
    <g key={from}>
      <Arc className={styles['track']} from={from} length={share - gap} />
      {done > 0 && <Arc className={styles['done']} from={from} length={Math.min(1, done) * (share - gap)} />}
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
