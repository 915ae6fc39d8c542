import type { Chart } from 'chart.js';
import { type PointerEvent, type RefObject, useState } from 'react';

/** Pixels; less is a click. */
const LEAST_DRAG = 8;

interface Drag {
  from: number;
  to: number;
}

interface DragRange {
  /** In pixels of the chart's box, while the mouse is held. */
  drag: Drag | null;
  handlers: {
    onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    onPointerUp: () => void;
    onPointerCancel: () => void;
  };
}

const x = ({ clientX, currentTarget }: PointerEvent<HTMLElement>): number =>
  clientX - currentTarget.getBoundingClientRect().left;

/**
 * Choosing a stretch of the horizontal axis with the mouse. Fingers scroll the page here; they, and keys, have the slider below.
 *
 * @param onRange first and last place on the axis
 */
export function useDragRange(
  chart: RefObject<Chart | null>,
  onRange: (first: number, last: number) => void,
): DragRange {
  const [drag, setDrag] = useState<Drag | null>(null);

  const finish = (): void => {
    setDrag(null);
    const scale = chart.current?.scales['x'];
    if (!drag || !scale || Math.abs(drag.to - drag.from) < LEAST_DRAG) return;
    const place = (pixel: number): number => {
      const value = scale.getValueForPixel(Math.min(scale.right, Math.max(scale.left, pixel))) ?? 0;
      return Math.min(scale.max, Math.max(scale.min, Math.round(value)));
    };
    const [first, last] = [place(Math.min(drag.from, drag.to)), place(Math.max(drag.from, drag.to))];
    if (last > first) onRange(first, last);
  };

  return {
    drag,
    handlers: {
      onPointerDown: (event) => {
        if (event.pointerType !== 'mouse' || event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ from: x(event), to: x(event) });
      },
      onPointerMove: (event) => {
        if (drag) setDrag({ ...drag, to: x(event) });
      },
      onPointerUp: finish,
      onPointerCancel: () => setDrag(null),
    },
  };
}
