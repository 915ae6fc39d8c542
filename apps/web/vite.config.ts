import { createRequire } from 'node:module';
import { join } from 'node:path';
import { constants } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compression, defineAlgorithm } from 'vite-plugin-compression2';
import { firstLoadBudget } from './first-load-budget.js';

/** Its package exports no file of data; only those that are imported get into the build. */
const datasets = join(createRequire(import.meta.url).resolve('vega-datasets'), '../../data');

export default defineConfig({
  plugins: [
    react(),
    firstLoadBudget(),
    compression({
      algorithms: [defineAlgorithm('brotliCompress', { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } })],
      include: /\.(js|css|csv|html|svg)$/,
    }),
  ],
  resolve: { alias: { 'vega-datasets/data': datasets }, dedupe: ['react', 'react-dom'] },
  // The server puts a nonce there, another one in each answer: web-page.ts of the API.
  html: { cspNonce: '__CSP_NONCE__' },
  worker: { format: 'es' },
  server: {
    port: 5173,
    // The API answers only to its own origin; in dev that is this one.
    proxy: { '/api': { target: 'http://localhost:3000', ws: true } },
  },
  build: {
    // The server's Content-Security-Policy has no data: for fonts.
    assetsInlineLimit: 0,
    // Browsers without modulepreload ask for the same files a moment later.
    modulePreload: { polyfill: false },
    sourcemap: false,
    // The first load in one piece: it compresses better than the twenty that pages share in different ways.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'first-load', tags: ['$initial'] }] } } },
  },
});
