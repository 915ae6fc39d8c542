import { POSES, type Pose } from '@facegate/contracts';
import { Button, Checkbox, Group, Title } from '@mantine/core';
import { IconCamera } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './pose-choice.module.css';

interface PoseChoiceProps {
  enrolled: readonly Pose[];
  room: number;
  onFilm: (poses: readonly Pose[]) => void;
}

/** Which angles the camera takes: those that are missing, unless the person chooses otherwise. */
export function PoseChoice({ enrolled, room, onFilm }: PoseChoiceProps) {
  const { t } = useTranslation(['faces', 'common']);
  const [chosen, setChosen] = useState<readonly Pose[] | null>(null);
  const wanted = chosen ?? POSES.filter((pose) => !enrolled.includes(pose)).slice(0, Math.max(0, room));

  const choose = (pose: Pose, on: boolean): void =>
    setChosen(POSES.filter((known) => (known === pose ? on : wanted.includes(known))));

  return (
    <div className={styles['panel']}>
      <Title order={3}>{t('angles.title')}</Title>
      <fieldset className={styles['poses']}>
        <legend>{t('angles.which')}</legend>
        {POSES.map((pose) => {
          const count = enrolled.filter((known) => known === pose).length;
          return (
            <Checkbox
              key={pose}
              label={t(`common:poseTitles.${pose}`)}
              description={count === 0 ? t('angles.missing') : t('angles.have', { count })}
              checked={wanted.includes(pose)}
              onChange={(event) => choose(pose, event.currentTarget.checked)}
            />
          );
        })}
      </fieldset>
      <Group mt="auto">
        <Button
          leftSection={<IconCamera size={18} aria-hidden />}
          disabled={wanted.length === 0 || wanted.length > room}
          onClick={() => onFilm(wanted)}
        >
          {t('angles.start')}
        </Button>
      </Group>
    </div>
  );
}
