import { Container, Stack } from '@mantine/core';
import type { ReactNode } from 'react';

const WIDTHS = { form: 460, reading: 880, board: 1240 };

interface ColumnProps {
  children: ReactNode;
  narrow?: boolean;
  wide?: boolean;
}

/** One column of reading width, of form width, or as wide as charts like it. */
export function Column({ children, narrow = false, wide = false }: ColumnProps) {
  return (
    <Container
      size={narrow ? WIDTHS.form : wide ? WIDTHS.board : WIDTHS.reading}
      px="md"
      w="100%"
      py={{ base: 'lg', sm: 'xl' }}
    >
      <Stack gap="lg">{children}</Stack>
    </Container>
  );
}
