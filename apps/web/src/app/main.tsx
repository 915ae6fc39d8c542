import '@fontsource-variable/figtree/index.css';
import '../shared/config/mantine.css';
import '../shared/config/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { restoreSession } from '../shared/api/facegate-api.js';
import { styleNonce } from '../shared/config/style-nonce.js';
import { startI18n } from '../shared/i18n/i18n.js';
import { App } from './app.js';

// Under this name Mantine's dialogs ask for it, when they stop the page from scrolling (get-nonce).
Object.assign(globalThis, { __webpack_nonce__: styleNonce() });

void restoreSession();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
await startI18n();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
