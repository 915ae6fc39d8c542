import common from './en/common.json';
import home from './en/home.json';

/** The texts of the first page and of what stands around every page. */
export const first = { common, home };
