import { FACE_STAGES, type Pose } from '@facegate/contracts';
import { ActionIcon, Loader, Text, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconPhoto, IconPoint, IconX } from '@tabler/icons-react';
import type { Dispatch } from 'react';
import { useTranslation } from 'react-i18next';
import { useObjectUrl } from '../../shared/capture/use-object-url.js';
import styles from './upload-list.module.css';
import { isUnderWay, nextStage, type Upload, type UploadEvent } from './uploads.js';
import { useVerdict } from './use-verdict.js';
import { WaysOn } from './ways-on.js';

interface UploadRowProps {
  upload: Upload;
  dispatch: Dispatch<UploadEvent>;
  onRetake: (pose: Pose) => void;
}

/** One picture: how far it has come, the verdict, and the ways on. */
export function UploadRow({ upload, dispatch, onRetake }: UploadRowProps) {
  const { t } = useTranslation('faces');
  const verdict = useVerdict();
  const url = useObjectUrl(upload.picture?.blob ?? null);
  const { name, id, phase } = upload;
  return (
    <li className={styles['row']} data-outcome={phase.name}>
      <span className={styles['frame']}>
        {url ? (
          <img src={url} alt="" className={styles['picture']} />
        ) : (
          <IconPhoto size={24} stroke={1.25} aria-hidden />
        )}
      </span>
      <div>
        <div className={styles['name']} title={name}>
          {name}
        </div>
        <Text size="sm" c={phase.name === 'refused' ? 'red' : undefined}>
          {verdict(upload)}
        </Text>
      </div>
      {!isUnderWay(upload) && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          radius="xl"
          aria-label={t('upload.dismiss', { name })}
          title={t('upload.dismiss', { name })}
          onClick={() => dispatch({ type: 'removed', id })}
        >
          <IconX size={18} aria-hidden />
        </ActionIcon>
      )}
      <StageTrail upload={upload} />
      {phase.name === 'refused' && (
        <WaysOn upload={upload} problem={phase.problem} dispatch={dispatch} onRetake={onRetake} />
      )}
    </li>
  );
}

type StageState = 'done' | 'now' | 'failed' | 'ahead';

const ICONS = {
  done: <IconCheck size={16} stroke={2.5} aria-hidden />,
  now: <Loader size={14} aria-hidden />,
  failed: <IconX size={16} stroke={2.5} aria-hidden />,
  ahead: <IconPoint size={16} aria-hidden />,
};

/** What the server has said of the picture, stage by stage. */
function StageTrail({ upload }: { upload: Upload }) {
  const { t } = useTranslation('faces');
  const next = nextStage(upload);
  const nextAt = next === null ? FACE_STAGES.length : FACE_STAGES.indexOf(next);
  const atNext: StageState = upload.phase.name === 'refused' ? 'failed' : isUnderWay(upload) ? 'now' : 'ahead';
  return (
    <ol className={styles['trail']}>
      {FACE_STAGES.map((stage, index) => {
        const state = index < nextAt ? 'done' : index === nextAt ? atNext : 'ahead';
        return (
          <li key={stage} data-state={state}>
            {ICONS[state]}
            {t(`stage.${stage}`)}
            <VisuallyHidden>: {t(`stageState.${state}`)}</VisuallyHidden>
          </li>
        );
      })}
    </ol>
  );
}
