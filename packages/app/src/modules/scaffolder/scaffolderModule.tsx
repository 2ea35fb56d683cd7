import {
  coreExtensionData,
  createFrontendModule,
  ExtensionBoundary,
} from '@backstage/frontend-plugin-api';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';

const templates = scaffolderPlugin
  .getExtension('sub-page:scaffolder/templates')
  .override({
    *factory(originalFactory, { node }) {
      const original = originalFactory();
      const others = original.get(coreExtensionData.reactElement);
      yield* original;
      yield coreExtensionData.reactElement(
        ExtensionBoundary.lazy(node, () =>
          import('./TemplatePages').then(m => (
            <m.TemplatePages others={others} />
          )),
        ),
      );
    },
  });

/** Writing templates is not everybody's: who may not is not led there. */
const FOR_AUTHORS = {
  permissions: { $contains: 'scaffolder.template.management' },
};

const forAuthors = [
  scaffolderPlugin
    .getExtension('sub-page:scaffolder/editor')
    .override({ if: FOR_AUTHORS }),
  scaffolderPlugin
    .getExtension('sub-page:scaffolder/actions')
    .override({ if: FOR_AUTHORS }),
  scaffolderPlugin
    .getExtension('sub-page:scaffolder/templating-extensions')
    .override({ if: FOR_AUTHORS }),
];

/** The scaffolder's pages as the portal shows them. */
export const scaffolderModule = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: [templates, ...forAuthors],
});
