import { parentPort } from 'node:worker_threads';
import type { Answer, Call, Request } from './messages.js';
import { DIMENSIONS } from './quantise.js';
import { TemplateIndex } from './template-index.js';

const index = new TemplateIndex();

parentPort?.on('message', ({ call, request }: Call) => {
  const answer = answerTo(request);
  const { size, owners, bytes } = index;
  parentPort?.postMessage({ call, contents: { size, owners, bytes }, ...answer } satisfies Answer);
});

function answerTo(request: Request): Pick<Answer, 'removed' | 'entries' | 'matches' | 'failure'> {
  try {
    switch (request.kind) {
      case 'add':
        for (const [i, id] of request.ids.entries()) {
          index.add(request.owners[i]!, id, request.vectors.subarray(i * DIMENSIONS, (i + 1) * DIMENSIONS));
        }
        return {};
      case 'remove':
        return { removed: index.remove(request.id) ? 1 : 0 };
      case 'remove-owner':
        return { removed: index.removeOwner(request.owner) };
      case 'list':
        return { entries: index.list(request.first, request.count) };
      case 'search':
        return { matches: index.search(request.probe, request.top) };
    }
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
