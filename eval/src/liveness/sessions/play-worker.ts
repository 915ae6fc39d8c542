import { parentPort, workerData } from 'node:worker_threads';
import type { LivenessLimits } from '@facegate/face-engine';
import { seededRandom } from '../../statistics/random.js';
import { fitLimits } from '../fit-limits.js';
import { readFootageList } from '../footage-list.js';
import { Material } from '../material/material.js';
import { trainingData } from '../material/training-data.js';
import { SeriesMeter } from '../measures/measure-series.js';
import { judgeTimesMs } from '../session.js';
import type { PlayedSession, PlayJob, PlayMessage } from './played.js';
import { shareOut } from './share-out.js';
import { SUITES } from './suites.js';

const job = workerData as PlayJob;
const say = (message: PlayMessage): void => parentPort?.postMessage(message);
const material = new Material(readFootageList(job.list, job.data), new SeriesMeter(job.keys));

const fitted = new Map<string, LivenessLimits>();
/** Fitted on everybody else. */
function limitsFor(people: readonly string[]): LivenessLimits {
  const key = people.join('\n');
  const limits = fitted.get(key) ?? fitLimits(trainingData(material.without(people)));
  fitted.set(key, limits);
  return limits;
}

const trials = job.suites.flatMap((suite) =>
  SUITES[suite](material, job.effort).map((trial, number) => ({ suite, trial, number })),
);
const sessions: PlayedSession[] = [];
const share = shareOut(trials, ({ trial }) => trial.people.join('\n'), job.threads)[job.thread] ?? [];
say({ planned: share.length });
for (const { suite, trial, number } of share) {
  const { kind, bonaFide, people, steps, condition } = trial;
  // The same session on every machine, whatever else is played.
  const { end, detail, durationMs, told, scores } = trial.run(seededRandom(number * 7919 + 1), limitsFor(people));
  const ended = { end, detail, durationMs, told: told.length, ...(scores && { scores }) };
  sessions.push({ suite, kind, bonaFide, people, steps, condition, ...ended });
  say('played');
}
say({ sessions, timesMs: Float32Array.from(judgeTimesMs) });
