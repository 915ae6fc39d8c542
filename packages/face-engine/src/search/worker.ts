import { parentPort } from 'node:worker_threads';
import type { Answer, Call, Request } from './messages.js';
import { DIMENSIONS } from './quantise.js';
import { TemplateIndex } from './template-index.js';

const index = new TemplateIndex();

parentPort?.on('message', ({ call, request }: Call) => {
  const answer = answerTo(request);
  const { size, bytes } = index;
  parentPort?.postMessage({ call, contents: { size, bytes }, ...answer } satisfies Answer);
});

function answerTo(request: Request): Pick<Answer, 'removed' | 'owners' | 'matches' | 'failure'> {
  try {
    switch (request.kind) {
      case 'add':
        for (const [i, owner] of request.owners.entries()) {
          index.add(owner, request.vectors.subarray(i * DIMENSIONS, (i + 1) * DIMENSIONS));
        }
        return {};
      case 'remove':
        return { removed: index.remove(request.owner) };
      case 'list':
        return { owners: index.list(request.first, request.count) };
      case 'search':
        return { matches: index.search(request.probe, request.top) };
    }
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
