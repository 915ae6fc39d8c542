import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { DecisionPolicy } from '../face/decision-policy.js';
import { FaceExtractor } from '../face/face-extractor.js';
import type { Probe } from '../face/probe.js';
import { TemplateIndex } from '../face/template-index.js';
import { IndexFiller } from '../templates/index-filler.js';
import { LookAlikeAlarm } from '../templates/look-alike-alarm.js';

/** What Prometheus reads. One registry a server, so that two servers in one process do not mix. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  private readonly requests: Histogram<'method' | 'route' | 'status'>;

  constructor(
    extractor: FaceExtractor,
    policy: DecisionPolicy,
    index: TemplateIndex,
    filler: IndexFiller,
    alarm: LookAlikeAlarm,
  ) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.requests = new Histogram({
      name: 'facegate_http_request_duration_seconds',
      help: 'Time from the request to the end of its answer',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    });
    const gauge = (name: string, help: string, read: () => number) =>
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    gauge('facegate_engine_running', 'Pictures being analysed', () => extractor.load().running);
    gauge('facegate_engine_waiting', 'Pictures waiting for a worker', () => extractor.load().waiting);
    gauge('facegate_index_accounts', 'Accounts in the index', () => index.size);
    gauge('facegate_templates_unreadable', 'Stored references that did not open', () => filler.left.unreadable);
    gauge('facegate_templates_foreign', 'Stored references of another model', () => filler.left.foreign);
    const gaugeOfProbes = (name: string, help: string, read: (of: Probe['of']) => number) =>
      new Gauge({
        name,
        help,
        labelNames: ['probe'],
        registers,
        collect() {
          for (const probe of ['picture', 'session'] as const) this.set({ probe }, read(probe));
        },
      });
    gaugeOfProbes('facegate_decision_threshold', 'Least comparison score of a match 1:1', (of) =>
      policy.verificationThreshold(of),
    );
    gaugeOfProbes(
      'facegate_identification_threshold',
      'Least comparison score of a match 1:N among the accounts in the index; NaN when there are too many',
      (of) => policy.identificationThreshold(of, index.size) ?? Number.NaN,
    );
    gaugeOfProbes(
      'facegate_identification_supported_accounts',
      'Accounts past which log-in by face asks for the username',
      (of) => policy.supportedAccounts(of),
    );
    gauge(
      'facegate_look_alikes',
      'Faces of another account that somebody tried to enrol, since the start',
      () => alarm.raised,
    );
  }

  /** @param route the pattern, never the path itself: ids would make a series each */
  observe(method: string, route: string, status: number, durationSeconds: number): void {
    this.requests.observe({ method, route, status: String(status) }, durationSeconds);
  }
}
