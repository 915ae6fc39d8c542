import { Container, Stack } from '@mantine/core';
import type { ReactNode } from 'react';

/** One column of reading width, or of form width. */
export function Column({ children, narrow = false }: { children: ReactNode; narrow?: boolean }) {
  return (
    <Container size={narrow ? 460 : 880} px="md" w="100%" py={{ base: 'lg', sm: 'xl' }}>
      <Stack gap="lg">{children}</Stack>
    </Container>
  );
}
