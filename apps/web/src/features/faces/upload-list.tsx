import type { Pose } from '@facegate/contracts';
import { VisuallyHidden } from '@mantine/core';
import type { Dispatch } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './upload-list.module.css';
import { UploadRow } from './upload-row.js';
import type { Upload, UploadEvent } from './uploads.js';
import { useVerdict } from './use-verdict.js';

interface UploadListProps {
  uploads: readonly Upload[];
  dispatch: Dispatch<UploadEvent>;
  onRetake: (pose: Pose) => void;
}

/** Each picture on its way; its verdict is read out when it comes. */
export function UploadList({ uploads, dispatch, onRetake }: UploadListProps) {
  const { t } = useTranslation('faces');
  const verdict = useVerdict();
  const decided = uploads.filter(({ phase }) => phase.name === 'saved' || phase.name === 'refused');
  return (
    <>
      <VisuallyHidden role="log" aria-label={t('upload.verdicts')}>
        {decided.map((upload) => (
          <p key={upload.id}>
            {upload.name}: {verdict(upload)}
          </p>
        ))}
      </VisuallyHidden>
      {uploads.length > 0 && (
        <ul className={styles['list']} aria-label={t('upload.list')}>
          {uploads.map((upload) => (
            <UploadRow key={upload.id} upload={upload} dispatch={dispatch} onRetake={onRetake} />
          ))}
        </ul>
      )}
    </>
  );
}
