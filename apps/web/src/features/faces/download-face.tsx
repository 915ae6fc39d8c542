import type { FaceSummary } from '@facegate/contracts';
import { ActionIcon } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { faceOriginal } from '../../shared/api/my-api.js';
import { useErrorText } from '../../shared/i18n/use-problem-text.js';
import { saveFile } from '../../shared/ui/save-file.js';
import { toast } from '../../shared/ui/toast.js';

/** Saves the picture as it is kept; the card shows a small one. */
export function DownloadFace({ face, label }: { face: FaceSummary; label: string }) {
  const { t } = useTranslation('faces');
  const errorText = useErrorText();
  const download = useMutation({
    mutationFn: () => faceOriginal(face.id),
    onSuccess: (picture) => saveFile(picture, `facegate-${face.pose}.${picture.type.split('/')[1] ?? 'jpeg'}`),
    onError: (problem) => toast('problem', `${t('downloadFailed')} ${errorText(problem)}`),
  });
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      radius="xl"
      aria-label={label}
      title={label}
      loading={download.isPending}
      onClick={() => download.mutate()}
    >
      <IconDownload size={18} stroke={1.75} aria-hidden />
    </ActionIcon>
  );
}
