import { Table, Text, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './chart-card.module.css';
import type { ChartTable } from './chart-table.js';

/** More would make the page slow, and nobody reads them; the download has all. */
const MOST_ROWS = 400;

interface FigureTableProps {
  table: ChartTable;
  caption: string;
  /** Always there for screen readers. */
  visible: boolean;
}

/** The figures behind a chart. */
export function FigureTable({ table, caption, visible }: FigureTableProps) {
  const { t } = useTranslation('insights');
  const shown = table.rows.slice(0, MOST_ROWS);
  const cut = table.rows.length > shown.length;
  const content = (
    <Table stickyHeader={visible} verticalSpacing={6}>
      <caption>
        <VisuallyHidden>{caption}</VisuallyHidden>
      </caption>
      <Table.Thead>
        <Table.Tr>
          {table.columns.map((column, index) => (
            <Table.Th key={column} scope="col" className={index > 0 ? styles['number'] : undefined}>
              {column}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {shown.map(([name, ...figures]) => (
          <Table.Tr key={name}>
            <Table.Th scope="row" fw="normal">
              {name}
            </Table.Th>
            {figures.map((figure, index) => (
              <Table.Td key={table.columns[index + 1]} className={styles['number']}>
                {figure}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
  if (!visible) return <div className={styles['heard']}>{content}</div>;
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- Without it the keys could not scroll it. */}
      <section className={styles['scroll']} aria-label={caption} tabIndex={0}>
        {content}
      </section>
      {cut && (
        <Text size="sm" c="dimmed">
          {t('charts.tableCut', { shown: shown.length, count: table.rows.length })}
        </Text>
      )}
    </>
  );
}
