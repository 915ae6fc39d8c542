import { Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Waiting } from '../../../shared/ui/waiting.js';
import { Board } from '../board/board.js';
import { BoardSkeleton } from '../board/board-skeleton.js';
import { useOpened } from '../engine/use-opened.js';
import type { DataSource } from '../sources/source.js';
import { FailedSource } from './failed-source.js';
import { FaultReport } from './fault-report.js';
import { ReadingCsv } from './reading-csv.js';
import { SourceNote } from './source-note.js';

interface SourceViewProps {
  source: DataSource;
  /** For a file of the person's own: takes it away, and what is being done with it. */
  onAnother: (() => void) | null;
}

/** A source on its way, failed, faulty or open. */
export function SourceView({ source, onAnother }: SourceViewProps) {
  const { t } = useTranslation();
  const { opening, retry } = useOpened(source);
  const [acceptsFaults, setAcceptsFaults] = useState(false);

  if (opening.status === 'failed')
    return <FailedSource refusal={opening.refusal} onRetry={retry} onAnother={onAnother} />;
  if (opening.status === 'opening') {
    if (onAnother) return <ReadingCsv name={source.name} share={opening.share} onCancel={onAnother} />;
    return (
      <>
        <Waiting>{t('loading')}</Waiting>
        <BoardSkeleton />
      </>
    );
  }
  const { opened } = opening.engine;
  if (onAnother && opened.skipped > 0 && !acceptsFaults)
    return <FaultReport opened={opened} onContinue={() => setAcceptsFaults(true)} onAnother={onAnother} />;
  return (
    <Stack gap="lg">
      <SourceNote source={source} opened={opened} onAnother={onAnother} />
      <Board source={source} engine={opening.engine} />
    </Stack>
  );
}
