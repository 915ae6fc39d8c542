import '@fontsource-variable/figtree/index.css';
import '../shared/config/mantine.css';
import '../shared/config/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { restoreSession } from '../shared/api/facegate-api.js';
import { startI18n } from '../shared/i18n/i18n.js';
import { App } from './app.js';

void restoreSession();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
await startI18n();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
