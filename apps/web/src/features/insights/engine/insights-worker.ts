import { analyse } from '../analysis/analyse.js';
import type { Dataset } from '../analysis/dataset.js';
import { describeColumns } from '../analysis/describe.js';
import { refusalOf } from '../csv/csv-refusal.js';
import { openCsv } from '../csv/open-csv.js';
import type { FromWorker, ToWorker } from './protocol.js';

/** Holds one data set, so that the page never holds a row and never waits for a figure. */
let dataset: Dataset | null = null;

const tell = (message: FromWorker): void => globalThis.postMessage(message);

async function open(file: Blob, monthFirst: boolean): Promise<void> {
  try {
    const opened = await openCsv(file, { monthFirst, onProgress: (share) => tell({ type: 'progress', share }) });
    ({ dataset } = opened);
    const { skipped, faults, faultCount } = opened;
    const { rowCount } = dataset;
    tell({ type: 'opened', opened: { rowCount, columns: describeColumns(dataset), skipped, faults, faultCount } });
  } catch (error) {
    tell({ type: 'refused', refusal: refusalOf(error) });
  }
}

globalThis.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'open') void open(data.file, data.monthFirst);
  else if (dataset) tell({ type: 'analysed', id: data.id, analysis: analyse(dataset, data.query) });
});
