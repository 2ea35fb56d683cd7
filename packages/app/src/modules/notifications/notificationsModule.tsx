import {
  coreExtensionData,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import notificationsPlugin from '@backstage/plugin-notifications/alpha';
import { NarrowNotifications } from './NarrowNotifications';

const page = notificationsPlugin.getExtension('page:notifications').override({
  *factory(originalFactory) {
    const original = originalFactory();
    yield* original;
    yield coreExtensionData.reactElement(
      <NarrowNotifications>
        {original.get(coreExtensionData.reactElement)}
      </NarrowNotifications>,
    );
  },
});

/** Notifications that can be read on a telephone. */
export const notificationsModule = createFrontendModule({
  pluginId: 'notifications',
  extensions: [page],
});
