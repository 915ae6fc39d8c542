import { Alert } from '@mantine/core';
import { IconAlertCircle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';

const LOOKS = {
  problem: { color: 'red', icon: <IconAlertCircle aria-hidden />, role: 'alert' },
  info: { color: 'pine', icon: <IconInfoCircle aria-hidden />, role: 'status' },
  success: { color: 'pine', icon: <IconCircleCheck aria-hidden />, role: 'status' },
} as const;

interface NoticeProps {
  kind: keyof typeof LOOKS;
  title?: string;
  children?: ReactNode;
}

/** A message that is read out when it appears. */
export function Notice({ kind, title, children }: NoticeProps) {
  const { color, icon, role } = LOOKS[kind];
  return (
    <Alert color={color} icon={icon} role={role} title={title} variant="light">
      {children}
    </Alert>
  );
}
