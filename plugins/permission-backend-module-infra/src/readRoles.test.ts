import { ConfigReader } from '@backstage/config';
import { readRoles } from './readRoles';

it('reads the groups in lower case, as entity refs are compared', () => {
  const config = new ConfigReader({
    permission: { infra: { sreGroups: ['group:default/SRE'] } },
  });
  expect(readRoles(config)).toEqual({
    sreGroups: ['group:default/sre'],
    approverGroups: [],
  });
});

it('gives nobody a role when nothing is configured', () => {
  expect(readRoles(new ConfigReader({}))).toEqual({
    sreGroups: [],
    approverGroups: [],
  });
});
