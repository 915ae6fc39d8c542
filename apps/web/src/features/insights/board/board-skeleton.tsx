import { SimpleGrid, Skeleton, Stack } from '@mantine/core';

/** Stands where figures and charts will be. */
export function BoardSkeleton() {
  return (
    <Stack gap="lg" aria-hidden>
      <Skeleton height={140} radius="lg" />
      <Skeleton height={420} radius="lg" />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Skeleton height={420} radius="lg" />
        <Skeleton height={420} radius="lg" />
      </SimpleGrid>
    </Stack>
  );
}
