import { appThemeApiRef, useApi } from '@backstage/core-plugin-api';
import { UnifiedThemeProvider } from '@backstage/theme';
import type { ReactNode } from 'react';
import { darkTheme, lightTheme } from './themes';

function prefersDark(): boolean {
  return window.matchMedia?.('(prefers-color-scheme: dark)').matches ?? false;
}

/**
 * Gives the app the theme people chose, or the one their system asks for.
 *
 * Both themes share this component: with one component each, React would build the whole app anew
 * when the system turns dark in the evening, and what is written in a form would be lost. The shell
 * renders it again whenever the choice or the system's wish changes.
 */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const chosen = useApi(appThemeApiRef).getActiveThemeId();
  const dark = chosen === 'dark' || (chosen !== 'light' && prefersDark());
  return (
    <UnifiedThemeProvider
      theme={dark ? darkTheme : lightTheme}
      themeName="ironstage"
    >
      {children}
    </UnifiedThemeProvider>
  );
}
