import { Button, Divider, Stack, Title } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Surface } from '../../../shared/ui/surface.js';
import type { Query } from '../analysis/analyse.js';
import type { Bucket } from '../analysis/buckets.js';
import type { ColumnInfo } from '../analysis/describe.js';
import type { Wish } from '../view/wish.js';
import { Choices } from './choices.js';
import styles from './controls.module.css';
import { FilterPanel } from './filter-panel.js';

interface ControlsProps {
  columns: readonly ColumnInfo[];
  query: Query;
  drawn: Bucket | null;
  columnTitle: (name: string) => string;
  onChange: (change: Partial<Wish>) => void;
}

const ROOMY = '(min-width: 48em)';

/** What to show and of which rows. Small screens begin with the charts: the filters unfold there. */
export function Controls({ columns, query, drawn, columnTitle, onChange }: ControlsProps) {
  const { t } = useTranslation('insights');
  const [open, setOpen] = useState(() => window.matchMedia(ROOMY).matches);
  const panelId = useId();
  const Chevron = open ? IconChevronUp : IconChevronDown;
  return (
    <Surface>
      <Stack gap="md" className={styles['controls'] ?? ''}>
        <Title order={2} size="h3">
          {t('choices.title')}
        </Title>
        <Choices columns={columns} query={query} drawn={drawn} columnTitle={columnTitle} onChange={onChange} />
        <Divider />
        <Title order={2} size="h3">
          <Button
            variant="subtle"
            size="compact-md"
            ml={-8}
            rightSection={<Chevron size={18} aria-hidden />}
            aria-expanded={open}
            aria-controls={panelId}
            onClick={() => setOpen((isOpen) => !isOpen)}
          >
            {t('filters.title')}
          </Button>
        </Title>
        <div id={panelId} hidden={!open}>
          <FilterPanel
            columns={columns}
            query={query}
            columnTitle={columnTitle}
            onChange={(filters) => onChange({ filters })}
          />
        </div>
      </Stack>
    </Surface>
  );
}
