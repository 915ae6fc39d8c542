import common from './en/common.json';
import home from './en/home.json';
import problems from './en/problems.json';

/** The texts of the first page, and those that any page may need. */
export const first = { common, home, problems };
