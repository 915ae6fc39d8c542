import { Stack, Text, Title } from '@mantine/core';
import { IconFileTypeCsv, IconShieldCheck } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FileDrop } from '../../../shared/ui/file-drop.js';
import { Notice } from '../../../shared/ui/notice.js';
import { Surface } from '../../../shared/ui/surface.js';

interface ChooseCsvProps {
  /** The address has filters for a file that is not here. */
  isReturn: boolean;
  onFile: (file: File) => void;
}

/** Takes a file of the person's own, dropped or chosen. */
export function ChooseCsv({ isReturn, onFile }: ChooseCsvProps) {
  const { t } = useTranslation('insights');
  const [tooMany, setTooMany] = useState(false);
  const limitsId = useId();

  const take = ([file, ...others]: File[]): void => {
    setTooMany(others.length > 0);
    if (file && others.length === 0) onFile(file);
  };

  return (
    <Surface>
      <Stack gap="md">
        {isReturn && <Notice kind="info">{t('csv.again')}</Notice>}
        {tooMany && <Notice kind="problem">{t('csv.one')}</Notice>}
        <FileDrop
          label={t('csv.choose')}
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
          describedBy={limitsId}
          onFiles={take}
          notes={
            <>
              <Text id={limitsId} size="sm" c="dimmed" maw={480}>
                {t('csv.limits')}
              </Text>
              <Text size="sm" display="flex" style={{ gap: 6, alignItems: 'center' }}>
                <IconShieldCheck size={18} aria-hidden />
                {t('csv.private')}
              </Text>
            </>
          }
        >
          <IconFileTypeCsv size={40} stroke={1.25} aria-hidden />
          <Title order={2}>{t('csv.title')}</Title>
          <Text>{t('csv.drop')}</Text>
        </FileDrop>
      </Stack>
    </Surface>
  );
}
