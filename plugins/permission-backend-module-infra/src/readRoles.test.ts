import { ConfigReader } from '@backstage/config';
import { readRoles } from './readRoles';

const NONE = {
  adminGroups: [],
  sreGroups: [],
  approverGroups: [],
  leadGroups: [],
  auditorGroups: [],
};

it('reads the groups in lower case, as entity refs are compared', () => {
  const config = new ConfigReader({
    permission: { infra: { sreGroups: ['group:default/SRE'] } },
  });
  expect(readRoles(config)).toEqual({
    ...NONE,
    sreGroups: ['group:default/sre'],
  });
});

it('gives nobody a role when nothing is configured', () => {
  expect(readRoles(new ConfigReader({}))).toEqual(NONE);
});
