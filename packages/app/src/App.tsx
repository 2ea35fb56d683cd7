import { createApp } from '@backstage/frontend-defaults';
import { catalogModule } from './modules/catalog';
import { layoutModule } from './modules/layout';
import { navModule } from './modules/nav';
import { notificationsModule } from './modules/notifications';
import { rootModule } from './modules/root';
import { scaffolderModule } from './modules/scaffolder';
import { searchModule } from './modules/search';
import { signInModule } from './modules/signIn';
import { themeModule } from './modules/theme';

export default createApp({
  features: [
    catalogModule,
    layoutModule,
    navModule,
    notificationsModule,
    rootModule,
    scaffolderModule,
    searchModule,
    signInModule,
    themeModule,
  ],
});
