import '@mantine/core/styles/Radio.css';
import { POSES, type Pose } from '@facegate/contracts';
import { Button, Group, Radio, Text, Title } from '@mantine/core';
import { IconCamera } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './pose-choice.module.css';

interface PoseChoiceProps {
  enrolled: readonly Pose[];
  room: number;
  /** The proof of who asks is under way. */
  starting: boolean;
  onFilm: (pose: Pose) => void;
}

/** Which angle the camera takes: the first that is missing, unless the person chooses otherwise. */
export function PoseChoice({ enrolled, room, starting, onFilm }: PoseChoiceProps) {
  const { t } = useTranslation(['faces', 'common']);
  const [chosen, setChosen] = useState<Pose | null>(null);
  const wanted = chosen ?? firstMissing(enrolled);
  return (
    <div className={styles['panel']}>
      <Title order={3}>{t('angles.title')}</Title>
      <Text size="sm" c="dimmed">
        {t('angles.text')}
      </Text>
      <Radio.Group
        label={t('angles.which')}
        value={wanted}
        onChange={(value) => setChosen(POSES.find((pose) => pose === value) ?? null)}
      >
        <div className={styles['poses']}>
          {POSES.map((pose) => {
            const count = enrolled.filter((known) => known === pose).length;
            return (
              <Radio
                key={pose}
                value={pose}
                label={t(`common:poseTitles.${pose}`)}
                description={count === 0 ? t('angles.missing') : t('angles.have', { count })}
              />
            );
          })}
        </div>
      </Radio.Group>
      <Group mt="auto">
        <Button
          leftSection={<IconCamera size={18} aria-hidden />}
          disabled={room <= 0}
          loading={starting}
          onClick={() => onFilm(wanted)}
        >
          {t('angles.start')}
        </Button>
      </Group>
    </div>
  );
}

export const firstMissing = (enrolled: readonly Pose[]): Pose =>
  POSES.find((pose) => !enrolled.includes(pose)) ?? 'front';
