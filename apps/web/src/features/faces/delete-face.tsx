import type { FaceSummary } from '@facegate/contracts';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { deleteFace } from '../../shared/api/my-api.js';
import { ApiProblem } from '../../shared/api/problem.js';
import { useErrorText } from '../../shared/i18n/use-problem-text.js';
import { Confirm } from '../../shared/ui/confirm.js';

interface DeleteFaceProps {
  face: FaceSummary;
  onDeleted: () => void;
  onClose: () => void;
}

/** Asks once more, then deletes. */
export function DeleteFace({ face, onDeleted, onClose }: DeleteFaceProps) {
  const { t } = useTranslation('faces');
  const errorText = useErrorText();
  const { error, isPending, mutate } = useMutation({ mutationFn: () => deleteFace(face.id), onSuccess: onDeleted });
  const isLast = error instanceof ApiProblem && error.code === 'LAST_FACE';
  return (
    <Confirm
      title={t('confirm.title')}
      text={t('confirm.text')}
      yes={t('confirm.yes')}
      no={t('confirm.no')}
      pending={isPending}
      problem={isLast ? t('lastFace') : error && errorText(error)}
      onYes={isLast ? null : () => mutate()}
      onClose={onClose}
    />
  );
}
