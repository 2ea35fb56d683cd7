import {
  createUnifiedTheme,
  genPageTheme,
  pageTheme,
  palettes,
  shapes,
} from '@backstage/theme';

const navigation = {
  background: '#14202b',
  indicator: '#f2a25c',
  color: '#b6c4d0',
  selectedColor: '#ffffff',
  navItem: { hoverBackground: '#22333f' },
  submenu: { background: '#1b2a37' },
};

const steel = genPageTheme({
  colors: ['#1d4a6b', '#14202b'],
  shape: shapes.wave,
});

/** Core pages that still draw a coloured header get one colour instead of a rainbow. */
const pages = Object.fromEntries(
  Object.keys(pageTheme).map(name => [name, steel]),
);

const typography = {
  htmlFontSize: 16,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  h1: { fontSize: 40, fontWeight: 700, marginBottom: 10 },
  h2: { fontSize: 30, fontWeight: 650, marginBottom: 8 },
  h3: { fontSize: 24, fontWeight: 650, marginBottom: 6 },
  h4: { fontSize: 20, fontWeight: 650, marginBottom: 6 },
  h5: { fontSize: 18, fontWeight: 650, marginBottom: 4 },
  h6: { fontSize: 16, fontWeight: 650, marginBottom: 2 },
};

/** Words on buttons and tabs are written as words; what has the keyboard has a ring. */
const components = (ring: string) => ({
  MuiButton: {
    styleOverrides: {
      root: {
        textTransform: 'none' as const,
        '&:focus-visible': { outline: `2px solid ${ring}`, outlineOffset: 2 },
      },
    },
  },
  MuiTab: {
    styleOverrides: {
      root: {
        textTransform: 'none' as const,
        letterSpacing: 0,
        // inside, where the row of tabs does not cut it off
        '&:focus-visible': { outline: `2px solid ${ring}`, outlineOffset: -2 },
      },
    },
  },
  MuiToggleButton: {
    styleOverrides: {
      root: {
        textTransform: 'none' as const,
        '&:focus-visible': { outline: `2px solid ${ring}`, outlineOffset: -2 },
      },
    },
  },
  // plain fields of a template's form look like our own
  MuiTextField: { defaultProps: { variant: 'outlined' as const } },
});

/** Light face of the product: white cards on a cool grey, steel blue, a glow of orange. */
export const lightTheme = createUnifiedTheme({
  palette: {
    ...palettes.light,
    primary: { main: '#1b5b8a' },
    secondary: { main: '#b3530c' },
    background: { default: '#f4f6f8', paper: '#ffffff' },
    link: '#1b5b8a',
    linkHover: '#123f60',
    navigation,
    tabbar: { indicator: '#b3530c' },
  },
  typography,
  components: components('#1b5b8a'),
  pageTheme: pages,
  defaultPageTheme: 'home',
});

/** Dark face of the product. */
export const darkTheme = createUnifiedTheme({
  palette: {
    ...palettes.dark,
    primary: { main: '#86bdea', dark: '#5fa6df' },
    secondary: { main: '#f2a25c' },
    background: { default: '#12181f', paper: '#1b232c' },
    link: '#86bdea',
    linkHover: '#b5d8f5',
    navigation: { ...navigation, background: '#0c1117' },
    tabbar: { indicator: '#f2a25c' },
  },
  typography,
  components: components('#86bdea'),
  pageTheme: pages,
  defaultPageTheme: 'home',
});
