import type { ConsentWording } from '@facegate/contracts';
import { List, Text } from '@mantine/core';

/** A consent text, but for what is agreed to by it. */
export function ConsentText({ wording: { intro, points } }: { wording: ConsentWording }) {
  return (
    <>
      <Text>{intro}</Text>
      <List spacing="xs" pr="md">
        {points.map((point) => (
          <List.Item key={point}>{point}</List.Item>
        ))}
      </List>
    </>
  );
}
