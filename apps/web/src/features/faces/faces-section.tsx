import { MAX_FACES_PER_USER, type FaceSummary } from '@facegate/contracts';
import { Button, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listFaces } from '../../shared/api/facegate-api.js';
import { ApiProblem } from '../../shared/api/problem.js';
import { useProblemText } from '../../shared/i18n/use-problem-text.js';
import { Notice } from '../../shared/ui/notice.js';
import { Surface } from '../../shared/ui/surface.js';
import { Waiting } from '../../shared/ui/waiting.js';
import { AddFace } from './add-face.js';
import { DeleteFace } from './delete-face.js';
import { FaceCard } from './face-card.js';

/** The enrolled faces: see, add, delete. */
export function FacesSection() {
  const { t } = useTranslation(['faces', 'common']);
  const problemText = useProblemText();
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [deleting, setDeleting] = useState<FaceSummary | null>(null);
  const [news, setNews] = useState<'added' | 'deleted' | null>(null);
  const faces = useQuery({ queryKey: ['faces'], queryFn: ({ signal }) => listFaces(signal) });

  const changed = (what: 'added' | 'deleted'): void => {
    setAdding(false);
    setDeleting(null);
    setNews(what);
    void queries.invalidateQueries({ queryKey: ['faces'] });
  };

  const full = (faces.data?.length ?? 0) >= MAX_FACES_PER_USER;
  return (
    <Surface>
      <Stack gap="md">
        <Group justify="space-between" align="flex-start">
          <div>
            <Title order={2}>{t('title')}</Title>
            <Text c="dimmed">{t('text')}</Text>
          </div>
          {!adding && !full && faces.data && (
            <Button
              variant="light"
              size="sm"
              leftSection={<IconPlus size={18} aria-hidden />}
              onClick={() => {
                setNews(null);
                setAdding(true);
              }}
            >
              {t('add.open')}
            </Button>
          )}
        </Group>
        {news && <Notice kind="success">{t(news === 'added' ? 'add.saved' : 'deleted')}</Notice>}
        {full && <Notice kind="info">{t('full', { max: MAX_FACES_PER_USER })}</Notice>}
        {adding && <AddFace onAdded={() => changed('added')} onCancel={() => setAdding(false)} />}
        {faces.isPending && <Waiting>{t('loading')}</Waiting>}
        {faces.isError && (
          <Notice kind="problem" title={t('failed')}>
            {problemText(faces.error instanceof ApiProblem ? faces.error : 'INTERNAL')}
            <Group mt="sm">
              <Button size="xs" variant="default" onClick={() => void faces.refetch()}>
                {t('common:actions.tryAgain')}
              </Button>
            </Group>
          </Notice>
        )}
        {faces.data && (
          <SimpleGrid cols={{ base: 2, xs: 3, md: 4 }} spacing="md" component="ul" p={0} m={0}>
            {faces.data.map((face) => (
              <FaceCard key={face.id} face={face} onDelete={() => setDeleting(face)} />
            ))}
          </SimpleGrid>
        )}
      </Stack>
      {deleting && (
        <DeleteFace face={deleting} onDeleted={() => changed('deleted')} onClose={() => setDeleting(null)} />
      )}
    </Surface>
  );
}
