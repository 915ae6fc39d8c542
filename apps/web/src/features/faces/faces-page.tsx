import { MAX_FACES_PER_USER, POSES, type Pose } from '@facegate/contracts';
import { Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { ApiProblem } from '../../shared/api/problem.js';
import { useConsent } from '../../shared/consent/use-consent.js';
import { FACES_QUERY_KEY, useFaces } from '../../shared/faces/use-faces.js';
import { Column } from '../../shared/ui/column.js';
import { Notice } from '../../shared/ui/notice.js';
import { PageHeading } from '../../shared/ui/page-heading.js';
import { RouterButton } from '../../shared/ui/router-button.js';
import { Section } from '../../shared/ui/section.js';
import { AddFaces } from './add-faces.js';
import { EnrolledFaces } from './enrolled-faces.js';
import { StoredFacts } from './stored-facts.js';
import { useUploads } from './use-uploads.js';

/** One's own faces: see, add, delete, and what is stored of them. */
export function FacesPage() {
  const { t } = useTranslation('faces');
  const faces = useFaces();
  const consent = useConsent();
  const withdrawn = consent.data !== undefined && !consent.data.given;
  const queries = useQueryClient();
  const refresh = useCallback(() => void queries.invalidateQueries({ queryKey: FACES_QUERY_KEY }), [queries]);
  const [uploads, dispatch] = useUploads(refresh);
  const [filming, setFilming] = useState<readonly Pose[] | null>(null);
  const list = faces.data?.faces;
  // With the first face there is one to show.
  if (faces.error instanceof ApiProblem && faces.error.code === 'FACTOR_REQUIRED')
    return <Navigate to="/second-factor" replace />;

  return (
    <Column>
      <PageHeading title={t('title')} lead={t('lead')} />
      <EnrolledFaces faces={faces} onAddFirst={() => setFilming(missingPoses(list ?? []))} />
      {list && withdrawn && <ConsentFirst />}
      {list && !withdrawn && (
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

/** In the place of the ways to add a face: the server would refuse each. */
function ConsentFirst() {
  const { t } = useTranslation('faces');
  return (
    <Section title={t('add.title')}>
      <Notice kind="info">{t('consent.needed')}</Notice>
      <Group>
        <RouterButton to="/account#consent">{t('consent.give')}</RouterButton>
      </Group>
    </Section>
  );
}

function missingPoses(faces: readonly { pose: Pose }[]): Pose[] {
  return POSES.filter((pose) => faces.every((face) => face.pose !== pose));
}
