import { Paper, type PaperProps } from '@mantine/core';
import type { ReactNode } from 'react';

/** A card on the page's paper. */
export function Surface({ children, ...paper }: PaperProps & { children: ReactNode; 'data-prompt'?: 'none' }) {
  return (
    <Paper p={{ base: 'lg', sm: 'xl' }} radius="lg" bg="var(--fg-surface)" bd="1px solid var(--fg-line)" {...paper}>
      {children}
    </Paper>
  );
}
