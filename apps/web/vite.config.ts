import { faceCaptureAssets } from '@facegate/face-capture/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react(), faceCaptureAssets()],
  resolve: { dedupe: ['react', 'react-dom'] },
  server: {
    port: 5173,
    // The API answers only to its own origin; in dev that is this one.
    proxy: { '/api': { target: 'http://localhost:3000' } },
  },
  build: {
    // The server's Content-Security-Policy has no data: for fonts.
    assetsInlineLimit: 0,
    sourcemap: false,
  },
});
