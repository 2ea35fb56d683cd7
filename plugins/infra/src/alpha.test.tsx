import { createExtensionTester } from '@backstage/frontend-test-utils';
import { coreExtensionData } from '@backstage/frontend-plugin-api';
import plugin from './alpha';
import {
  countFormField,
  daysFormField,
  textFormFields,
} from './fields/formFields';
import { formFieldExtensions } from './alphaFormFields';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';

describe('the plugin in the new frontend system', () => {
  it.each([
    ['page:infra/inventory', '/infra/inventory'],
    ['page:infra/capacity', '/infra/capacity'],
    ['page:infra/images', '/infra/images'],
    ['page:infra/costs', '/infra/costs'],
    ['page:infra/audit', '/infra/audit'],
    ['page:infra/approvals', '/infra/approvals'],
    ['page:infra/monitoring', '/infra/monitoring'],
    ['page:infra/networks', '/infra/networks'],
    ['page:infra/racks', '/infra/racks'],
    ['page:infra/topology', '/infra/topology'],
    ['page:infra/projects', '/infra/projects'],
    ['page:infra/operations', '/infra/operations'],
    ['page:infra/providers', '/infra/providers'],
  ] as const)('has %s at %s', (id, path) => {
    const tester = createExtensionTester(plugin.getExtension(id));
    expect(tester.get(coreExtensionData.routePath)).toBe(path);
  });

  it('loads every form field by the name templates use', async () => {
    const names = await Promise.all(
      formFieldExtensions.map(async extension => {
        const load = createExtensionTester(extension).get(
          FormFieldBlueprint.dataRefs.formFieldLoader,
        );
        const field = await load();
        return 'name' in field ? field.name : undefined;
      }),
    );
    expect(names).toEqual(
      [...textFormFields, daysFormField, countFormField].map(
        ({ name }) => name,
      ),
    );
  });
});
