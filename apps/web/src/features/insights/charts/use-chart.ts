import type { ChartConfiguration } from 'chart.js';
import { type RefObject, useEffect, useRef } from 'react';
import { Chart } from './chart-kinds.js';

interface ChartHandles {
  canvas: RefObject<HTMLCanvasElement | null>;
  chart: RefObject<Chart | null>;
}

/** Draws on the canvas, and draws anew when the configuration is another one. */
export function useChart(config: ChartConfiguration): ChartHandles {
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<Chart | null>(null);

  useEffect(() => {
    const current = chart.current;
    if (current) {
      current.data = config.data;
      if (config.options) current.options = config.options;
      current.update();
    } else if (canvas.current) chart.current = new Chart(canvas.current, config);
  }, [config]);

  useEffect(
    () => () => {
      chart.current?.destroy();
      chart.current = null;
    },
    [],
  );

  return { canvas, chart };
}
