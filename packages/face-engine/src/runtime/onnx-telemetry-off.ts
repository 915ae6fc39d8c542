import { isMainThread } from 'node:worker_threads';

/**
 * onnxruntime 1.30 reports to Microsoft (a device id, the system, the names of graphs) unless this is set in the process
 * before the library loads: onnxruntime/core/platform/posix/telemetry.cc.
 */
const NAME = 'ORT_DISABLE_TELEMETRY';

// A thread has a copy of the environment: what it sets there, the library does not see.
if (isMainThread) process.env[NAME] = '1';
else if (process.env[NAME] !== '1')
  throw new Error('onnxruntime would report to its maker: import @facegate/face-engine before threads are started.');
