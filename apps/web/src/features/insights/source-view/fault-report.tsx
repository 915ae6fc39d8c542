import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../shared/ui/notice.js';
import { Surface } from '../../../shared/ui/surface.js';
import chartStyles from '../charts/chart-card.module.css';
import type { CsvFault } from '../csv/open-csv.js';
import type { Opened } from '../engine/protocol.js';

interface FaultReportProps {
  opened: Opened;
  onContinue: () => void;
  onAnother: () => void;
}

/** Which rows cannot be read and why, and the two ways on. */
export function FaultReport({ opened, onContinue, onAnother }: FaultReportProps) {
  const { t } = useTranslation('insights');
  const { faults, faultCount, skipped, rowCount } = opened;
  const words = (fault: CsvFault): string =>
    fault.kind === 'CELLS'
      ? t('faults.CELLS', { count: fault.found, expected: fault.expected })
      : t(`faults.${fault.kind}`, { text: fault.text });
  return (
    <Surface>
      <Stack gap="md">
        <Notice kind="problem" title={t('faults.title', { count: skipped })}>
          {t('faults.text', { count: rowCount })}
        </Notice>
        <Group>
          <Button onClick={onContinue}>{t('faults.continue')}</Button>
          <Button variant="default" onClick={onAnother}>
            {t('source.another')}
          </Button>
        </Group>
        {faultCount > faults.length && (
          <Text size="sm" c="dimmed">
            {t('faults.more', { shown: faults.length, count: faultCount })}
          </Text>
        )}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- Without it the keys could not scroll it. */}
        <section className={chartStyles['scroll']} aria-label={t('faults.table')} tabIndex={0}>
          <Table stickyHeader aria-label={t('faults.table')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('faults.row')}</Table.Th>
                <Table.Th scope="col">{t('faults.column')}</Table.Th>
                <Table.Th scope="col">{t('faults.what')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {faults.map((fault) => {
                const column = fault.kind === 'CELLS' ? t('faults.wholeRow') : fault.column;
                return (
                  <Table.Tr key={`${fault.row} ${column}`}>
                    <Table.Td>{t('faults.rowNumber', { row: fault.row })}</Table.Td>
                    <Table.Td>{column}</Table.Td>
                    <Table.Td>{words(fault)}</Table.Td>
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          </Table>
        </section>
      </Stack>
    </Surface>
  );
}
