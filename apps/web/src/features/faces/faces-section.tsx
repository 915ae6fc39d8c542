import { MAX_FACES_PER_USER, type FaceSummary } from '@facegate/contracts';
import { Button, SimpleGrid } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FACES_QUERY_KEY, useFaces } from '../../shared/faces/use-faces.js';
import { LoadFailure } from '../../shared/ui/load-failure.js';
import { Notice } from '../../shared/ui/notice.js';
import { Section } from '../../shared/ui/section.js';
import { toast } from '../../shared/ui/toast.js';
import { Waiting } from '../../shared/ui/waiting.js';
import { AddFace } from './add-face.js';
import { DeleteFace } from './delete-face.js';
import { FaceCard } from './face-card.js';

/** The enrolled faces: see, add, delete. */
export function FacesSection() {
  const { t } = useTranslation(['faces', 'common']);
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [deleting, setDeleting] = useState<FaceSummary | null>(null);
  const faces = useFaces();

  const changed = (what: 'added' | 'deleted'): void => {
    setAdding(false);
    setDeleting(null);
    toast('success', t(what === 'added' ? 'add.saved' : 'deleted'));
    void queries.invalidateQueries({ queryKey: FACES_QUERY_KEY });
  };

  const full = (faces.data?.length ?? 0) >= MAX_FACES_PER_USER;
  return (
    <Section
      title={t('title')}
      text={t('text')}
      action={
        !adding &&
        !full &&
        faces.data && (
          <Button
            variant="light"
            size="sm"
            leftSection={<IconPlus size={18} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            {t('add.open')}
          </Button>
        )
      }
    >
      {full && <Notice kind="info">{t('full', { max: MAX_FACES_PER_USER })}</Notice>}
      {adding && <AddFace onAdded={() => changed('added')} onCancel={() => setAdding(false)} />}
      {faces.isPending && <Waiting>{t('loading')}</Waiting>}
      {faces.isError && <LoadFailure title={t('failed')} error={faces.error} onRetry={() => void faces.refetch()} />}
      {faces.data && (
        <SimpleGrid cols={{ base: 2, xs: 3, md: 4 }} spacing="md" component="ul" p={0} m={0}>
          {faces.data.map((face) => (
            <FaceCard key={face.id} face={face} onDelete={() => setDeleting(face)} />
          ))}
        </SimpleGrid>
      )}
      {deleting && (
        <DeleteFace face={deleting} onDeleted={() => changed('deleted')} onClose={() => setDeleting(null)} />
      )}
    </Section>
  );
}
