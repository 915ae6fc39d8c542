import type { ShownFace } from '@facegate/face-capture';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { formatList } from '../../shared/i18n/format.js';

type Named = Pick<ShownFace, 'identity' | 'name'>;

export interface FaceWords {
  /** "You", "ben", "Known", "Unknown". */
  nameOf: (face: Named) => string;
  /** Who is seen, in one sentence, for those who hear it. */
  summaryOf: (faces: readonly Named[]) => string;
}

export function useFaceWords(): FaceWords {
  const { t } = useTranslation('live');
  const nameOf = useCallback<FaceWords['nameOf']>(({ identity, name }) => name ?? t(`identity.${identity}`), [t]);

  const summaryOf = useCallback<FaceWords['summaryOf']>(
    (faces) => {
      const named = faces.flatMap(({ name }) => name ?? []);
      const count = (identity: ShownFace['identity']): number =>
        faces.filter((face) => face.identity === identity && face.name === null).length;
      const people = [
        ...(count('you') > 0 ? [t('summary.you')] : []),
        ...named,
        ...(count('known') > 0 ? [t('summary.known', { count: count('known') })] : []),
        ...(count('unknown') > 0 ? [t('summary.unknown', { count: count('unknown') })] : []),
      ];
      return people.length > 0 ? t('summary.seen', { people: formatList(people) }) : t('summary.nobody');
    },
    [t],
  );
  return { nameOf, summaryOf };
}
