import { MantineProvider } from '@mantine/core';
import { styleNonce } from '../shared/config/style-nonce.js';
import { cssVariables, theme } from '../shared/config/theme.js';
import { Router } from './router.js';

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <Router />
    </MantineProvider>
  );
}
