import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import type { ExtractStage } from '../types.js';

/** Tells of a picture's stages while a worker thread is at it. To be closed once the worker has answered. */
export class StageChannel {
  /** For the worker. */
  readonly workerEnd: MessagePort;
  readonly #ownEnd: MessagePort;
  readonly #onStage: (stage: ExtractStage) => void;

  constructor(onStage: (stage: ExtractStage) => void) {
    const { port1, port2 } = new MessageChannel();
    this.#ownEnd = port1;
    this.workerEnd = port2;
    this.#onStage = onStage;
    port1.on('message', onStage);
    // A picture that waits for its turn must not keep the process from ending.
    port1.unref();
  }

  /** The answer can overtake a stage on another port: whatever is still on the way is told first. */
  close(): void {
    for (let left = this.#next(); left; left = this.#next()) this.#onStage(left.message);
    this.#ownEnd.close();
  }

  #next(): { message: ExtractStage } | undefined {
    return receiveMessageOnPort(this.#ownEnd);
  }
}
