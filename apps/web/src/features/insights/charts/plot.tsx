import type { ChartConfiguration } from 'chart.js';
import { type RefObject, useEffect } from 'react';
import styles from './chart-card.module.css';
import { useChart } from './use-chart.js';
import { useDragRange } from './use-drag-range.js';

interface PlotProps {
  config: ChartConfiguration;
  /** What it is a picture of. */
  label: string;
  /** Is given the canvas, for the download. */
  canvasRef: RefObject<HTMLCanvasElement | null>;
  onDragRange?: ((first: number, last: number) => void) | undefined;
}

const ignore = (): void => undefined;

export function Plot({ config, label, canvasRef, onDragRange }: PlotProps) {
  const { canvas, chart } = useChart(config);
  const { drag, handlers } = useDragRange(chart, onDragRange ?? ignore);

  useEffect(() => {
    canvasRef.current = canvas.current;
  }, [canvas, canvasRef]);

  return (
    <div className={styles['plot']} {...(onDragRange ? handlers : {})}>
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- An img cannot be drawn on. */}
      <canvas ref={canvas} role="img" aria-label={label} />
      {drag && (
        <div
          className={styles['selection']}
          style={{ left: Math.min(drag.from, drag.to), width: Math.abs(drag.to - drag.from) }}
        />
      )}
    </div>
  );
}
