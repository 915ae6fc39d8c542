import common from './de/common.json';
import home from './de/home.json';

/** The texts of the first page and of what stands around every page. */
export const first = { common, home };
