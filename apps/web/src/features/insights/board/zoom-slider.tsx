import { Button, Group, RangeSlider, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface ZoomSliderProps {
  labels: readonly string[];
  first: number;
  last: number;
  onZoom: (first: number, last: number) => void;
}

/** The stretch of a chart that is shown, for fingers and keys too. */
export function ZoomSlider({ labels, first, last, onZoom }: ZoomSliderProps) {
  const { t } = useTranslation('insights');
  const end = labels.length - 1;
  const isWhole = first === 0 && last === end;
  return (
    <div>
      <Group justify="space-between" mih={34} gap="xs">
        <Text size="sm" c="dimmed">
          {isWhole ? t('charts.zoomHint') : t('figures.from_to', { from: labels[first], to: labels[last] })}
        </Text>
        {!isWhole && (
          <Button size="compact-sm" variant="subtle" onClick={() => onZoom(0, end)}>
            {t('charts.zoomOut')}
          </Button>
        )}
      </Group>
      <RangeSlider
        px="xs"
        size="sm"
        min={0}
        max={end}
        minRange={1}
        value={[first, last]}
        onChange={([from, to]) => onZoom(from, to)}
        label={(place) => labels[place]}
        thumbFromLabel={t('charts.zoomFrom')}
        thumbToLabel={t('charts.zoomTo')}
      />
    </div>
  );
}
