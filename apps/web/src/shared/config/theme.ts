import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** A quiet green, between sage and pine. White on shades 5 (dark) and 6 (light) passes 4.5 : 1. */
const pine: MantineColorsTuple = [
  '#edf7f4',
  '#dcece7',
  '#b5d8ce',
  '#8bc3b3',
  '#67b19d',
  '#2f7d6c',
  '#1c6b5e',
  '#175a4f',
  '#114a41',
  '#093830',
];

/** Greys with a breath of green, so that they sit beside the pine. */
const ink: MantineColorsTuple = [
  '#e4e9e7',
  '#c3ccc9',
  '#a3afab',
  '#84938e',
  '#5b6a65',
  '#3c4a46',
  '#2b3634',
  '#1a211f',
  '#121817',
  '#0c1110',
];

const mist: MantineColorsTuple = [
  '#f6f7f4',
  '#eef0ec',
  '#e2e6e1',
  '#d0d6d1',
  '#bcc4bf',
  '#98a39d',
  '#66726d',
  '#4a5550',
  '#333c38',
  '#1d2421',
];

/** Brick, not alarm. */
const red: MantineColorsTuple = [
  '#fbf0ee',
  '#f6dedb',
  '#efbcb6',
  '#eb9f97',
  '#e58479',
  '#c2483d',
  '#b23c33',
  '#972f27',
  '#7a251f',
  '#5c1a16',
];

const FONT = "'Figtree Variable', ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: { light: 6, dark: 5 },
  colors: { pine, red, dark: ink, gray: mist },
  white: '#ffffff',
  black: '#1d2421',
  autoContrast: true,
  fontFamily: FONT,
  headings: {
    fontFamily: FONT,
    fontWeight: '620',
    sizes: {
      h1: { fontSize: 'clamp(1.75rem, 1.4rem + 1.6vw, 2.5rem)', lineHeight: '1.15' },
      h2: { fontSize: '1.375rem', lineHeight: '1.25' },
      h3: { fontSize: '1.0625rem', lineHeight: '1.35' },
    },
  },
  defaultRadius: 'md',
  radius: { xs: '6px', sm: '8px', md: '12px', lg: '18px', xl: '28px' },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Anchor: { defaultProps: { underline: 'always' } },
    Button: { defaultProps: { size: 'md', radius: 'xl' } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    Modal: {
      defaultProps: { radius: 'lg', centered: true },
      styles: { title: { fontSize: '1.25rem', fontWeight: 620 } },
    },
    Paper: { defaultProps: { radius: 'lg' } },
    Alert: { defaultProps: { radius: 'md' } },
  },
});

/** The page is paper, what lies on it is a shade lighter (or, in the dark, a shade up). */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: { '--fg-ease': 'cubic-bezier(0.2, 0.7, 0.2, 1)' },
  light: {
    '--mantine-color-body': '#f6f7f4',
    '--mantine-color-dimmed': '#57635e',
    '--mantine-color-error': '#b23c33',
    '--mantine-color-red-light': '#fbefed',
    '--mantine-color-red-light-color': '#7a251f',
    '--mantine-color-pine-light': '#e2efea',
    '--mantine-color-pine-light-hover': '#d7e8e2',
    '--mantine-color-pine-light-color': '#114a41',
    '--fg-surface': '#ffffff',
    '--fg-line': '#e2e6e1',
    '--fg-accent': '#1c6b5e',
    '--fg-accent-soft': '#e6f1ed',
    '--fg-stage': '#18201e',
  },
  dark: {
    '--mantine-color-body': '#101514',
    '--mantine-color-text': '#e4e9e7',
    '--mantine-color-dimmed': '#9daca7',
    '--mantine-color-error': '#f0988f',
    '--mantine-color-red-light': '#36201e',
    '--mantine-color-red-light-color': '#f5b9b2',
    '--mantine-color-pine-light': '#1c2f2a',
    '--mantine-color-pine-light-hover': '#223a33',
    '--mantine-color-pine-light-color': '#9fd8c9',
    '--fg-surface': '#181f1d',
    '--fg-line': '#2a3431',
    '--fg-accent': '#7cc4b2',
    '--fg-accent-soft': '#1c2f2a',
    '--fg-stage': '#0a0e0d',
  },
});
