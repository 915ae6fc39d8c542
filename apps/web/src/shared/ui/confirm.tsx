import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { BusyButton } from './busy-button.js';
import { Notice } from './notice.js';

interface ConfirmProps {
  title: string;
  text: string;
  yes: string;
  no: string;
  pending: boolean;
  /** Why it did not work. */
  problem: string | null;
  /** Null: it turned out to be impossible. */
  onYes: (() => void) | null;
  onClose: () => void;
  /** What has to be filled in first. */
  children?: ReactNode;
}

/** Asks once more before something that cannot be taken back. */
export function Confirm({ title, text, yes, no, pending, problem, onYes, onClose, children }: ConfirmProps) {
  return (
    <Modal opened onClose={onClose} title={title} withCloseButton={false}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onYes?.();
        }}
      >
        <Stack gap="md">
          <Text>{text}</Text>
          {children}
          {problem && <Notice kind="problem">{problem}</Notice>}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} data-autofocus={children ? undefined : true}>
              {no}
            </Button>
            {onYes && (
              <BusyButton color="red" type="submit" loading={pending}>
                {yes}
              </BusyButton>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
