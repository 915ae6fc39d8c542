import type { ChartTheme } from './palette.js';

export interface LegendEntry {
  label: string;
  color: string;
}

interface Caption {
  title: string;
  text: string;
  legend: readonly LegendEntry[];
}

const EDGE = 24;
const TITLE_HEIGHT = 56;
const LEGEND_ROW = 24;

/** Where each entry of the legend goes: [x, row], in rows no wider than `width`. */
function placeLegend(pen: CanvasRenderingContext2D, legend: readonly LegendEntry[], width: number): [number, number][] {
  let x = 0;
  let row = 0;
  return legend.map(({ label }) => {
    const wide = pen.measureText(label).width + 36;
    if (x > 0 && x + wide > width) {
      x = 0;
      row += 1;
    }
    const place: [number, number] = [x, row];
    x += wide;
    return place;
  });
}

/** The chart as it is seen, on the page's surface, with its title and legend: a canvas alone has neither. */
export async function chartPicture(chart: HTMLCanvasElement, caption: Caption, theme: ChartTheme): Promise<Blob> {
  const scale = chart.width / chart.clientWidth;
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no canvas');
  const font = `13px ${theme.font}`;
  pen.font = font;
  const places = placeLegend(pen, caption.legend, chart.clientWidth);
  const rows = (places.at(-1)?.[1] ?? -1) + 1;
  const top = EDGE + TITLE_HEIGHT + rows * LEGEND_ROW;
  canvas.width = Math.round((chart.clientWidth + 2 * EDGE) * scale);
  canvas.height = Math.round((top + chart.clientHeight + EDGE) * scale);
  pen.scale(scale, scale);
  pen.fillStyle = theme.surface;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.textBaseline = 'top';
  pen.fillStyle = theme.text;
  pen.font = `600 18px ${theme.font}`;
  pen.fillText(caption.title, EDGE, EDGE);
  pen.font = font;
  pen.fillText(caption.text, EDGE, EDGE + 26);
  for (const [index, { label, color }] of caption.legend.entries()) {
    const [x, row] = places[index] ?? [0, 0];
    const y = EDGE + TITLE_HEIGHT + row * LEGEND_ROW;
    pen.fillStyle = color;
    pen.fillRect(EDGE + x, y + 1, 12, 12);
    pen.fillStyle = theme.text;
    pen.fillText(label, EDGE + x + 18, y);
  }
  pen.drawImage(chart, EDGE, top, chart.clientWidth, chart.clientHeight);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png');
  });
}
