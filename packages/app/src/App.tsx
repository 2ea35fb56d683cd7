import { createApp } from '@backstage/frontend-defaults';
import { navModule } from './modules/nav';
import { rootModule } from './modules/root';
import { signInModule } from './modules/signIn';
import { themeModule } from './modules/theme';

export default createApp({
  features: [navModule, rootModule, signInModule, themeModule],
});
