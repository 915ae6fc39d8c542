import { BROWSER_MAP, OS_MAP, parse } from 'bowser';

const BROWSERS = new Set<string>(Object.values(BROWSER_MAP));
const SYSTEMS = new Set<string>(Object.values(OS_MAP));

/**
 * Browser and system of a `User-Agent`, such as `Firefox, Linux`; undefined when neither is known. Anybody can send anything
 * there: only names that the parser's own lists have are passed on.
 */
export function deviceName(userAgent: string | null): string | undefined {
  if (!userAgent) return undefined;
  const { browser, os } = parse(userAgent);
  const names = [known(browser.name, BROWSERS), known(os.name, SYSTEMS)].filter((name) => name !== undefined);
  return names.length > 0 ? names.join(', ') : undefined;
}

function known(name: string | undefined, names: ReadonlySet<string>): string | undefined {
  return name !== undefined && names.has(name) ? name : undefined;
}
