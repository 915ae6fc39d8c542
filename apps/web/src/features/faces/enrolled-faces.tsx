import { MAX_FACES_PER_USER, type FaceList, type FaceSummary } from '@facegate/contracts';
import { SimpleGrid, Skeleton, Text, VisuallyHidden } from '@mantine/core';
import { useMutation, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { demandRecentProof } from '../../shared/api/my-api.js';
import { useErrorText } from '../../shared/i18n/use-problem-text.js';
import { planDeletion } from '../../shared/faces/deletions.js';
import { LoadFailure } from '../../shared/ui/load-failure.js';
import { Notice } from '../../shared/ui/notice.js';
import { Section } from '../../shared/ui/section.js';
import { toast } from '../../shared/ui/toast.js';
import { FaceCard } from './face-card.js';
import { LastFace } from './last-face.js';
import { offerUndo } from './undo-deletion.js';

const COLUMNS = { base: 2, xs: 3, md: 4 };

interface EnrolledFacesProps {
  faces: UseQueryResult<FaceList>;
  /** The last face is to go, and another one has to come first. */
  onAddFirst: () => void;
}

/** The faces as cards, each with its way out. */
export function EnrolledFaces({ faces, onAddFirst }: EnrolledFacesProps) {
  const { t } = useTranslation('faces');
  const [isLast, setIsLast] = useState(false);
  const errorText = useErrorText();
  const list = faces.data?.faces ?? [];

  // Asked before the time for second thoughts, not after it: then the person may have gone.
  const removal = useMutation({
    mutationFn: demandRecentProof,
    onError: (problem) => toast('problem', errorText(problem)),
  });
  const remove = (face: FaceSummary): void => {
    if (list.length === 1) {
      setIsLast(true);
      return;
    }
    if (removal.isPending) return;
    removal.mutate(undefined, {
      onSuccess: () => {
        planDeletion(face.id);
        offerUndo(face);
      },
    });
  };

  return (
    <Section title={t('list.title')} text={t('text')}>
      {faces.isPending && <CardSkeletons />}
      {faces.isError && <LoadFailure title={t('failed')} error={faces.error} onRetry={() => void faces.refetch()} />}
      {faces.data && (
        <>
          <Text size="sm" c="dimmed">
            {t('list.count', { count: list.length, max: MAX_FACES_PER_USER })}
          </Text>
          {list.length === 0 && <Notice kind="info">{t('list.none')}</Notice>}
          <SimpleGrid cols={COLUMNS} spacing="md" component="ul" p={0} m={0}>
            {list.map((face) => (
              <FaceCard key={face.id} face={face} onDelete={() => remove(face)} />
            ))}
          </SimpleGrid>
        </>
      )}
      {isLast && (
        <LastFace
          onAdd={() => {
            setIsLast(false);
            onAddFirst();
          }}
          onClose={() => setIsLast(false)}
        />
      )}
    </Section>
  );
}

function CardSkeletons() {
  const { t } = useTranslation('faces');
  return (
    <output>
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      <SimpleGrid cols={COLUMNS} spacing="md" aria-hidden>
        <Skeleton height="14rem" radius="md" />
        <Skeleton height="14rem" radius="md" />
        <Skeleton height="14rem" radius="md" />
      </SimpleGrid>
    </output>
  );
}
