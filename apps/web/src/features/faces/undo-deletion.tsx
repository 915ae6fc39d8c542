import type { FaceSummary } from '@facegate/contracts';
import { Button, Group, Text } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { deletions, UNDO_MS } from '../../shared/faces/deletions.js';
import { hideToast, toastOfRemoval } from '../../shared/ui/toast.js';

/** A toast with the way back, for as long as there is one. */
export function offerUndo(face: FaceSummary): void {
  toastOfRemoval(face.id, <UndoDeletion face={face} />);
}

function UndoDeletion({ face }: { face: FaceSummary }) {
  const { t } = useTranslation(['faces', 'common']);
  const undo = useRef<HTMLButtonElement>(null);
  const open = useSyncExternalStore(deletions.subscribe, () =>
    deletions.all().some(({ faceId, sent }) => faceId === face.id && !sent),
  );

  useEffect(() => {
    // The card with the focus has just gone, and time is short.
    undo.current?.focus({ preventScroll: true });
  }, []);

  useEffect(() => {
    if (open) return;
    if (document.activeElement === undo.current) {
      document.querySelector<HTMLElement>('[data-step-heading]')?.focus({ preventScroll: true });
    }
    hideToast(face.id);
  }, [open, face.id]);

  return (
    <Group justify="space-between" wrap="nowrap" gap="sm">
      <Text size="sm">{t('deletion.planned', { pose: t(`common:poses.${face.pose}`), seconds: UNDO_MS / 1000 })}</Text>
      <Button
        ref={undo}
        size="xs"
        variant="light"
        flex="none"
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
        onClick={() => deletions.undo(face.id)}
      >
        {t('deletion.undo')}
      </Button>
    </Group>
  );
}
