import weatherUrl from 'vega-datasets/data/weather.csv?url';
import type { DataSource } from './source.js';

/** Daily weather in Seattle and New York, 2012 to 2015, by NOAA; vite.config.ts takes it out of vega-datasets. */
export const weather: DataSource = {
  id: 'weather',
  name: 'weather',
  load: async (signal) => {
    const answer = await fetch(weatherUrl, { signal });
    if (!answer.ok) throw new Error(`${weatherUrl}: ${answer.status}`);
    return answer.blob();
  },
  suggestion: { measure: 'temp_max', aggregate: 'mean', category: 'weather', split: 'location' },
};
