/**
 * Six colours for what lies side by side: 3 : 1 on the surface of their scheme, and told apart with every kind of colour
 * blindness (palette.test.ts). The first is the accent of the theme.
 */
export const PALETTE = {
  light: ['#1c6b5e', '#d8690f', '#233f87', '#b779ad', '#5c3a10', '#3d8fd1'],
  dark: ['#7cc4b2', '#e8833a', '#8fa4ff', '#f3e3a0', '#b55a86', '#5d86a8'],
} as const;

/** Beside colours: how lines are dashed. */
export const DASHES = [[], [8, 4], [2, 3], [12, 4, 2, 4], [5, 5], [1, 5]] as const;

/** One line, bar or slice. `place`: of its colour, the same whether or not its neighbours are shown. */
export interface Series {
  label: string;
  place: number;
  values: readonly (number | null)[];
}

export interface ChartTheme {
  series: readonly string[];
  text: string;
  line: string;
  surface: string;
  font: string;
  moves: boolean;
}

/** The page's own tokens, as they are now. */
export function chartTheme(scheme: 'light' | 'dark'): ChartTheme {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    series: PALETTE[scheme],
    text: token('--mantine-color-dimmed'),
    line: token('--fg-line'),
    surface: token('--fg-surface'),
    font: getComputedStyle(document.body).fontFamily,
    moves: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
  };
}

export const colorAt = ({ series }: ChartTheme, place: number): string => series[place % series.length] ?? 'gray';
export const dashAt = (place: number): number[] => [...(DASHES[place % DASHES.length] ?? [])];
