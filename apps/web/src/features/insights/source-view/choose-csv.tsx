import { Button, Stack, Text, Title } from '@mantine/core';
import { IconFileTypeCsv, IconShieldCheck } from '@tabler/icons-react';
import { type DragEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../shared/ui/notice.js';
import { Surface } from '../../../shared/ui/surface.js';
import styles from './choose-csv.module.css';

interface ChooseCsvProps {
  /** The address has filters for a file that is not here. */
  isReturn: boolean;
  onFile: (file: File) => void;
}

/** Takes a file of the person's own, dropped or chosen. */
export function ChooseCsv({ isReturn, onFile }: ChooseCsvProps) {
  const { t } = useTranslation('insights');
  const [over, setOver] = useState(false);
  const [tooMany, setTooMany] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const limitsId = useId();

  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const [file, ...others] = event.dataTransfer.files;
    setTooMany(others.length > 0);
    if (file && others.length === 0) onFile(file);
  };

  return (
    <Surface>
      <Stack gap="md">
        {isReturn && <Notice kind="info">{t('csv.again')}</Notice>}
        {tooMany && <Notice kind="problem">{t('csv.one')}</Notice>}
        <div
          className={styles['zone']}
          data-over={over || undefined}
          onDragOver={(event) => {
            // Without this the browser would open the file instead.
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <IconFileTypeCsv size={40} stroke={1.25} aria-hidden />
          <Title order={2}>{t('csv.title')}</Title>
          <Text>{t('csv.drop')}</Text>
          <input
            ref={input}
            type="file"
            hidden
            accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
            aria-label={t('csv.choose')}
            onChange={({ currentTarget }) => {
              const file = currentTarget.files?.[0];
              // So that choosing the same file again is a change again.
              currentTarget.value = '';
              if (file) onFile(file);
            }}
          />
          <Button aria-describedby={limitsId} onClick={() => input.current?.click()}>
            {t('csv.choose')}
          </Button>
          <Text id={limitsId} size="sm" c="dimmed" maw={480}>
            {t('csv.limits')}
          </Text>
          <Text size="sm" display="flex" style={{ gap: 6, alignItems: 'center' }}>
            <IconShieldCheck size={18} aria-hidden />
            {t('csv.private')}
          </Text>
        </div>
      </Stack>
    </Surface>
  );
}
