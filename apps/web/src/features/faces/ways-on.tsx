import { POSES, type Pose } from '@facegate/contracts';
import { Button, NativeSelect } from '@mantine/core';
import { IconCamera, IconRefresh } from '@tabler/icons-react';
import { useState, type Dispatch } from 'react';
import { useTranslation } from 'react-i18next';
import { isPassing, type ApiProblem, type ProblemCode } from '../../shared/api/problem.js';
import { isFresh } from '../../shared/liveness/use-live-proof.js';
import styles from './upload-list.module.css';
import type { Upload, UploadEvent } from './uploads.js';

/** The same picture can do better another time, though the line and the load were fine. */
const WORTH_ANOTHER_TRY: ReadonlySet<ProblemCode> = new Set(['INTERNAL', 'ANSWER_INVALID', 'TOO_MANY_FACES']);

interface WaysOnProps {
  upload: Upload;
  problem: ApiProblem;
  dispatch: Dispatch<UploadEvent>;
  onRetake: (pose: Pose) => void;
}

/** What can be done about a picture that was refused. */
export function WaysOn({ upload, problem, dispatch, onRetake }: WaysOnProps) {
  const { t } = useTranslation(['faces', 'common', 'signUp']);
  const { id, pose, proof } = upload;
  const [other, setOther] = useState<Pose>(pose ?? 'front');
  // A frame goes with the pose and the proof of its session: once they are refused, or the proof is old, only another one helps.
  const again = (isPassing(problem) || WORTH_ANOTHER_TRY.has(problem.code)) && (!proof || isFresh(proof));
  const anotherPose = problem.code === 'POSE_MISMATCH' && !proof;
  const taken = proof && pose && !again;
  if (!again && !anotherPose && !taken) return null;
  return (
    <div className={styles['ways']}>
      {anotherPose && (
        <NativeSelect
          size="xs"
          label={t('upload.pose')}
          value={other}
          onChange={(event) => setOther(POSES.find((known) => known === event.currentTarget.value) ?? 'front')}
          data={POSES.map((known) => ({ value: known, label: t(`common:poseTitles.${known}`) }))}
        />
      )}
      {(again || anotherPose) && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={() => dispatch({ type: 'retried', id, ...(anotherPose ? { pose: other } : {}) })}
        >
          {t('common:actions.tryAgain')}
        </Button>
      )}
      {taken && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconCamera size={16} aria-hidden />}
          onClick={() => {
            dispatch({ type: 'removed', id });
            onRetake(pose);
          }}
        >
          {t('signUp:review.retakePose', { pose: t(`common:poses.${pose}`) })}
        </Button>
      )}
    </div>
  );
}
