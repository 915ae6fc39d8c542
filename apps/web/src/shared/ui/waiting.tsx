import { Group, Loader, Text } from '@mantine/core';

/** Says that something is under way, to eyes and to screen readers. */
export function Waiting({ children, center = false }: { children: string; center?: boolean }) {
  return (
    <Group component="output" gap="sm" justify={center ? 'center' : 'flex-start'} wrap="nowrap" py="xs">
      <Loader size="sm" aria-hidden />
      <Text>{children}</Text>
    </Group>
  );
}
