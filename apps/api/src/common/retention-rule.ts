/** Retention is set in days. */
export const DAY_MS = 24 * 3_600_000;

export interface RetentionRun {
  /** Milliseconds since 1970. */
  nowMs: number;
  /** Only count. */
  dryRun: boolean;
}

/** Something that is not kept for ever. May run anywhere, at any time, many at once. */
export abstract class RetentionRule {
  /** In words for the operator, in the plural. */
  abstract readonly what: string;

  /** @returns how many were removed, or would be */
  abstract run(run: RetentionRun): Promise<number>;
}
