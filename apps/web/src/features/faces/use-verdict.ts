import { useTranslation } from 'react-i18next';
import { useProblemText } from '../../shared/i18n/use-problem-text.js';
import type { Upload } from './uploads.js';

/** How it stands with a picture, in a sentence. */
export function useVerdict(): (upload: Upload) => string {
  const { t } = useTranslation(['faces', 'common']);
  const problemText = useProblemText();
  return ({ phase, pose }) => {
    switch (phase.name) {
      case 'saved':
        return t(phase.face.isReference ? 'upload.saved' : 'upload.kept', {
          pose: t(`common:poses.${phase.face.pose}`),
        });
      case 'refused': {
        // Without a claim there was nothing that the pose could differ from.
        const turnedTooFar = phase.problem.code === 'POSE_MISMATCH' && pose === null;
        return turnedTooFar ? t('upload.noPose') : problemText(phase.problem);
      }
      default:
        return t(`upload.${phase.name}`);
    }
  };
}
