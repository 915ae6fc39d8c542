import { Box, Button, Group } from '@mantine/core';
import { IconCamera } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActivateFaceLogIn } from '../../shared/faces/activate-face-log-in.js';
import { Section } from '../../shared/ui/section.js';

const STAGE_WIDTH = 460;

/** Log-in by face waits for a live check: why, and the check. */
export function PendingLogIn({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('faces');
  const [checking, setChecking] = useState(false);
  return (
    <Section title={t('pending.title')} text={t('pending.text')}>
      {checking ? (
        <Box maw={STAGE_WIDTH} w="100%" mx="auto">
          <ActivateFaceLogIn
            onDone={onDone}
            otherWays={
              <Button variant="default" onClick={() => setChecking(false)}>
                {t('add.stop')}
              </Button>
            }
          />
        </Box>
      ) : (
        <Group>
          <Button leftSection={<IconCamera size={18} aria-hidden />} onClick={() => setChecking(true)}>
            {t('pending.check')}
          </Button>
        </Group>
      )}
    </Section>
  );
}
