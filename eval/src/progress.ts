import { clearLine, cursorTo } from 'node:readline';

export interface Progress {
  /** @param count how many are done since the last step, if not one */
  step(count?: number): void;
  end(): void;
}

const BAR_WIDTH = 30;
const REDRAW_EVERY_MS = 100;
const LINE_EVERY_MS = 15_000;

/** A bar on a terminal; elsewhere (a log, CI) a plain line every 15 s. Writes to stderr: stdout is for results. */
export function startProgress(title: string, total: number, out: NodeJS.WriteStream = process.stderr): Progress {
  const started = performance.now();
  let done = 0;
  let written = started;
  const write = (): void => {
    written = performance.now();
    const line = progressLine({ title, done, total, elapsedMs: written - started });
    if (!out.isTTY) {
      out.write(`${line}\n`);
      return;
    }
    cursorTo(out, 0);
    out.write(`${bar(done / Math.max(total, 1))} ${line}`);
    clearLine(out, 1);
  };
  return {
    step: (count = 1) => {
      done += count;
      if (performance.now() - written >= (out.isTTY ? REDRAW_EVERY_MS : LINE_EVERY_MS)) write();
    },
    end: () => {
      write();
      if (out.isTTY) out.write('\n');
    },
  };
}

/** `title  120/1549  8.3/s  2 min 52 s left` */
export function progressLine(at: { title: string; done: number; total: number; elapsedMs: number }): string {
  const { title, done, total, elapsedMs } = at;
  const perSecond = done / Math.max(elapsedMs / 1000, 1e-3);
  const left = done < total && done > 0 ? `  ${duration((total - done) / perSecond)} left` : '';
  return `${title}  ${done}/${total}  ${perSecond.toFixed(1)}/s${left}`;
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

function bar(share: number): string {
  const full = Math.round(Math.min(share, 1) * BAR_WIDTH);
  return `[${'#'.repeat(full)}${'.'.repeat(BAR_WIDTH - full)}]`;
}
