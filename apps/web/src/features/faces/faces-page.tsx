import { MAX_FACES_PER_USER, type Pose } from '@facegate/contracts';
import { Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { demandRecentProof, refreshProfile } from '../../shared/api/my-api.js';
import { ApiProblem } from '../../shared/api/problem.js';
import { useSession } from '../../shared/api/session.js';
import { useConsent } from '../../shared/consent/use-consent.js';
import { FACES_QUERY_KEY, useFaces } from '../../shared/faces/use-faces.js';
import { useErrorText } from '../../shared/i18n/use-problem-text.js';
import { Column } from '../../shared/ui/column.js';
import { Notice } from '../../shared/ui/notice.js';
import { PageHeading } from '../../shared/ui/page-heading.js';
import { RouterButton } from '../../shared/ui/router-button.js';
import { Section } from '../../shared/ui/section.js';
import { toast } from '../../shared/ui/toast.js';
import { AddFaces } from './add-faces.js';
import { EnrolledFaces } from './enrolled-faces.js';
import { PendingLogIn } from './pending-log-in.js';
import { firstMissing, PoseChoice } from './pose-choice.js';
import { StoredFacts } from './stored-facts.js';
import { useUploads } from './use-uploads.js';

/** One's own faces: see, add, delete, and what is stored of them. */
export function FacesPage() {
  const { t } = useTranslation('faces');
  const errorText = useErrorText();
  const session = useSession();
  const faces = useFaces();
  const consent = useConsent();
  const withdrawn = consent.data !== undefined && !consent.data.given;
  const queries = useQueryClient();
  const refresh = useCallback(() => {
    void queries.invalidateQueries({ queryKey: FACES_QUERY_KEY });
    void refreshProfile();
  }, [queries]);
  const [uploads, dispatch] = useUploads(refresh);
  const [filming, setFilming] = useState<Pose | null>(null);
  // Asked before the camera opens: what it takes does not keep for as long as a question may stay open.
  const start = useMutation({
    mutationFn: demandRecentProof,
    onError: (problem) => toast('problem', errorText(problem)),
  });
  const film = (pose: Pose | null): void => {
    if (pose === null) setFilming(null);
    else if (!start.isPending) start.mutate(undefined, { onSuccess: () => setFilming(pose) });
  };
  const list = faces.data?.faces;
  const isPending = session.status === 'signed-in' && session.user.faceLogIn === 'pending';
  // With the first face there is one to show.
  if (faces.error instanceof ApiProblem && faces.error.code === 'FACTOR_REQUIRED')
    return <Navigate to="/second-factor" replace />;
  const enrolled = list?.filter(({ isReference }) => isReference).map(({ pose }) => pose) ?? [];
  const room = MAX_FACES_PER_USER - (list?.length ?? 0);

  return (
    <Column>
      <PageHeading title={t('title')} lead={t('lead')} />
      {list && isPending && !withdrawn && <PendingLogIn onDone={refresh} />}
      <EnrolledFaces faces={faces} onAddFirst={() => film(firstMissing(enrolled))} />
      {list && withdrawn && <ConsentFirst />}
      {list && !withdrawn && (
        <AddFaces room={room} uploads={uploads} dispatch={dispatch} filming={filming} onFilm={film}>
          {/* Its live check comes first, and takes the pictures that log-in needs. */}
          {!isPending && <PoseChoice enrolled={enrolled} room={room} starting={start.isPending} onFilm={film} />}
        </AddFaces>
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
