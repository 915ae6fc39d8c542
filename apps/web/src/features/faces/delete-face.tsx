import type { FaceSummary } from '@facegate/contracts';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { deleteFace } from '../../shared/api/my-api.js';
import { ApiProblem } from '../../shared/api/problem.js';
import { useProblemText } from '../../shared/i18n/use-problem-text.js';
import { Notice } from '../../shared/ui/notice.js';

interface DeleteFaceProps {
  face: FaceSummary;
  onDeleted: () => void;
  onClose: () => void;
}

/** Asks once more, then deletes. */
export function DeleteFace({ face, onDeleted, onClose }: DeleteFaceProps) {
  const { t } = useTranslation('faces');
  const problemText = useProblemText();
  const deletion = useMutation({ mutationFn: () => deleteFace(face.id), onSuccess: onDeleted });
  const problem = deletion.error instanceof ApiProblem ? deletion.error : null;
  return (
    <Modal opened onClose={onClose} title={t('confirm.title')} withCloseButton={false}>
      <Stack gap="md">
        <Text>{t('confirm.text')}</Text>
        {deletion.isError && (
          <Notice kind="problem">
            {problem?.code === 'LAST_FACE' ? t('lastFace') : problemText(problem ?? 'INTERNAL')}
          </Notice>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('confirm.no')}
          </Button>
          {problem?.code !== 'LAST_FACE' && (
            <Button color="red" loading={deletion.isPending} onClick={() => deletion.mutate()}>
              {t('confirm.yes')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
