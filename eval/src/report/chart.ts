import { html, type Html } from './html.js';

/** Pixels of a chart's own coordinates; the page scales it. */
export const SIZE = { width: 720, height: 420, left: 70, right: 20, top: 16, bottom: 52 };

export interface Axis {
  label: string;
  /** Value → 0…1 along the axis. */
  at: (value: number) => number;
  ticks: readonly { value: number; label: string }[];
}

export const x = (axis: Axis, value: number): number =>
  SIZE.left + axis.at(value) * (SIZE.width - SIZE.left - SIZE.right);

export const y = (axis: Axis, value: number): number =>
  SIZE.height - SIZE.bottom - axis.at(value) * (SIZE.height - SIZE.top - SIZE.bottom);

export function logAxis(label: string, from: number, to: number): Axis {
  const decades = Math.log10(to / from);
  const first = Math.ceil(Math.log10(from) - 1e-9);
  return {
    label,
    at: (value) => Math.log10(value / from) / decades,
    ticks: Array.from({ length: Math.floor(Math.log10(to) - first + 1e-9) + 1 }, (_, i) => {
      const value = Number(`1e${first + i}`);
      return { value, label: shareLabel(value) };
    }),
  };
}

export function linearAxis(label: string, from: number, to: number, step: number, name: (v: number) => string): Axis {
  const first = Math.ceil(from / step - 1e-9);
  return {
    label,
    at: (value) => (value - from) / (to - from),
    ticks: Array.from({ length: Math.floor(to / step + 1e-9) - first + 1 }, (_, i) => {
      const value = Number(((first + i) * step).toFixed(6));
      return { value, label: name(value) };
    }),
  };
}

/** Axes, grid and what is drawn into them. `title` and `summary` are what a screen reader says. */
export function chart(about: { title: string; summary: string }, axes: { x: Axis; y: Axis }, marks: Html[]): Html {
  const bottom = SIZE.height - SIZE.bottom;
  const middle = (SIZE.top + bottom) / 2;
  return html`<svg role="img" viewBox="0 0 ${SIZE.width} ${SIZE.height}" aria-label="${about.title}. ${about.summary}">
    <g class="grid">
      ${axes.x.ticks.map(
        ({ value, label }) =>
          html`<line x1="${px(x(axes.x, value))}" y1="${SIZE.top}" x2="${px(x(axes.x, value))}" y2="${bottom}" />
            <text x="${px(x(axes.x, value))}" y="${bottom + 18}" text-anchor="middle">${label}</text>`,
      )}
      ${axes.y.ticks.map(
        ({ value, label }) =>
          html`<line
              x1="${SIZE.left}"
              y1="${px(y(axes.y, value))}"
              x2="${SIZE.width - SIZE.right}"
              y2="${px(y(axes.y, value))}"
            />
            <text x="${SIZE.left - 8}" y="${px(y(axes.y, value) + 4)}" text-anchor="end">${label}</text>`,
      )}
    </g>
    <text class="axis" x="${(SIZE.left + SIZE.width - SIZE.right) / 2}" y="${SIZE.height - 10}" text-anchor="middle">
      ${axes.x.label}
    </text>
    <text class="axis" transform="translate(16 ${middle}) rotate(-90)" text-anchor="middle">${axes.y.label}</text>
    ${marks}
  </svg>`;
}

export const path = (points: readonly (readonly [number, number])[]): string =>
  points.map(([left, top], index) => `${index === 0 ? 'M' : 'L'}${px(left)} ${px(top)}`).join('');

/** A tenth of a pixel is enough. */
export const px = (value: number): string => value.toFixed(1);

/** `10 %`, `0.1 %`, and below that `1 in 10,000`. */
function shareLabel(value: number): string {
  return value >= 1e-3
    ? `${Number((value * 100).toPrecision(3))} %`
    : `1 in ${Math.round(1 / value).toLocaleString('en-GB')}`;
}
