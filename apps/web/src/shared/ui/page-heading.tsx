import { Text } from '@mantine/core';
import { StepHeading } from './step-heading.js';

interface PageHeadingProps {
  title: string;
  /** What the page is for, in a sentence. */
  lead: string;
}

/** How a page begins. */
export function PageHeading({ title, lead }: PageHeadingProps) {
  return (
    <div>
      <StepHeading>{title}</StepHeading>
      <Text c="dimmed">{lead}</Text>
    </div>
  );
}
