import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FacePicture } from '../../shared/faces/face-picture.js';
import { useFaces } from '../../shared/faces/use-faces.js';
import { LoadFailure } from '../../shared/ui/load-failure.js';
import { RouterButton } from '../../shared/ui/router-button.js';
import { Section } from '../../shared/ui/section.js';
import { Waiting } from '../../shared/ui/waiting.js';
import styles from './faces-summary.module.css';

/** The enrolled faces at a glance, and the way to their room. */
export function FacesSummary() {
  const { t } = useTranslation(['dashboard', 'faces']);
  const faces = useFaces();
  return (
    <Section
      title={t('faces:title')}
      text={t('faces:text')}
      action={
        <RouterButton to="/faces" variant="light" size="sm">
          {t('faces.manage')}
        </RouterButton>
      }
    >
      {faces.isPending && <Waiting>{t('faces:loading')}</Waiting>}
      {faces.isError && (
        <LoadFailure title={t('faces:failed')} error={faces.error} onRetry={() => void faces.refetch()} />
      )}
      {faces.data?.faces.some(({ hasImage }) => hasImage) && (
        <ul className={styles['list']}>
          {faces.data.faces.map((face) => (
            <li key={face.id}>
              <FacePicture face={face} compact />
            </li>
          ))}
        </ul>
      )}
      {faces.data && <Text c="dimmed">{t('faces.count', { count: faces.data.faces.length })}</Text>}
    </Section>
  );
}
