import { Box, Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { Surface } from './surface.js';

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
  const place = useRef<HTMLElement>(null);
  // The page came after the address: the browser found nothing there to scroll to.
  useEffect(() => {
    if (anchor && window.location.hash === `#${anchor}`) place.current?.scrollIntoView();
  }, [anchor]);
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
