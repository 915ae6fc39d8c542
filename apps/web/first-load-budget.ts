import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

/** HTML, scripts and styles, compressed. Fonts come later and are kept by the browser. */
const BUDGET_BYTES = 150_000;

type Bundle = Rolldown.OutputBundle;

const textOf = (file: Rolldown.OutputAsset | Rolldown.OutputChunk): string | Uint8Array =>
  file.type === 'chunk' ? file.code : file.source;

const PAGE = 'index.html';

/** The page, what it names, and all that this imports before it can run. */
function filesOfPage(bundle: Bundle): Set<string> {
  const files = new Set<string>();
  const add = (name: string): void => {
    const file = bundle[name];
    if (!file || files.has(name)) return;
    files.add(name);
    if (file.type !== 'chunk') return;
    for (const style of file.viteMetadata?.importedCss ?? []) add(style);
    for (const imported of file.imports) add(imported);
  };
  add(PAGE);
  const html = bundle[PAGE] ? Buffer.from(textOf(bundle[PAGE])).toString() : '';
  for (const name of Object.keys(bundle)) if (/\.(js|css)$/.test(name) && html.includes(`/${name}"`)) add(name);
  return files;
}

/** Fails the build when the first page weighs more than its budget. */
export function firstLoadBudget(): Plugin {
  return {
    name: 'facegate:first-load-budget',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        let bytes = 0;
        for (const name of filesOfPage(bundle)) {
          const file = bundle[name];
          if (file) bytes += gzipSync(textOf(file)).byteLength;
        }
        const words = `first load: ${(bytes / 1000).toFixed(1)} of ${BUDGET_BYTES / 1000} kB gzip`;
        if (bytes < BUDGET_BYTES / 10) this.error(`${words}: the scripts of ${PAGE} were not found`);
        if (bytes > BUDGET_BYTES) this.error(words);
        this.info(words);
      },
    },
  };
}
