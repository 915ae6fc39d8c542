import { MAX_FACES_PER_USER, POSES, type Pose } from '@facegate/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FACES_QUERY_KEY, useFaces } from '../../shared/faces/use-faces.js';
import { Column } from '../../shared/ui/column.js';
import { PageHeading } from '../../shared/ui/page-heading.js';
import { AddFaces } from './add-faces.js';
import { EnrolledFaces } from './enrolled-faces.js';
import { StoredFacts } from './stored-facts.js';
import { useUploads } from './use-uploads.js';

/** One's own faces: see, add, delete, and what is stored of them. */
export function FacesPage() {
  const { t } = useTranslation('faces');
  const faces = useFaces();
  const queries = useQueryClient();
  const refresh = useCallback(() => void queries.invalidateQueries({ queryKey: FACES_QUERY_KEY }), [queries]);
  const [uploads, dispatch] = useUploads(refresh);
  const [filming, setFilming] = useState<readonly Pose[] | null>(null);
  const list = faces.data?.faces;

  return (
    <Column>
      <PageHeading title={t('title')} lead={t('lead')} />
      <EnrolledFaces faces={faces} onAddFirst={() => setFilming(missingPoses(list ?? []))} />
      {list && (
        <AddFaces
          enrolled={list.map(({ pose }) => pose)}
          room={MAX_FACES_PER_USER - list.length}
          uploads={uploads}
          dispatch={dispatch}
          filming={filming}
          onFilm={setFilming}
        />
      )}
      {faces.data && <StoredFacts keepsImages={faces.data.keepsImages} />}
    </Column>
  );
}

function missingPoses(faces: readonly { pose: Pose }[]): Pose[] {
  return POSES.filter((pose) => faces.every((face) => face.pose !== pose));
}
