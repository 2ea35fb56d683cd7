import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { NavContentBlueprint } from '@backstage/plugin-app-react';
import { AppSidebar } from './AppSidebar';

const sidebar = NavContentBlueprint.make({ params: { component: AppSidebar } });

export const navModule = createFrontendModule({
  pluginId: 'app',
  extensions: [sidebar],
});
