import { Box, Group, Stack, Text, Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { Surface } from './surface.js';
import { useAnchor } from './use-anchor.js';

interface SectionProps {
  title: string;
  text?: string;
  /** Where a link to it leads: `#anchor`. */
  anchor?: string;
  /** Beside the title. */
  action?: ReactNode;
  children: ReactNode;
}

/** A card with a heading, which names it as a region. */
export function Section({ title, text, anchor, action, children }: SectionProps) {
  const id = useId();
  const place = useAnchor(anchor);
  return (
    <section ref={place} aria-labelledby={id} id={anchor}>
      <Surface h="100%">
        <Stack gap="md">
          <Group justify="space-between" align="flex-start">
            <Box flex="1 1 16rem">
              <Title order={2} id={id} mb={4}>
                {title}
              </Title>
              {text && <Text c="dimmed">{text}</Text>}
            </Box>
            {action}
          </Group>
          {children}
        </Stack>
      </Surface>
    </section>
  );
}
