import {
  InfraApiError,
  type InfraClient,
  type Problem,
} from '@ironstage/plugin-infra-common';
import type { ApiHolder, ApiRef } from '@backstage/core-plugin-api';
import { infraClientApiRef } from '../api/infraClientApi';
import { aPolicy } from '../testing/factories';
import { aClient } from '../__testUtils__/renderInfra';
import { validations } from './validations';

const KEY =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJTqo0iF7mQ4T6Z0o5r0Z0b1wQyq3yB2ZkqV0m8c9d3X dana@laptop';

const problem = (field: string | null, message: string): Problem => ({
  field,
  message,
  class: 'user',
});

const answering = (problems: Problem[]) =>
  jest.fn(async () => ({
    problems,
    title: null,
    project: null,
    takes: null,
    approvalReasons: [],
  }));

function holderOf(client: InfraClient): ApiHolder {
  return {
    get: <T>(ref: ApiRef<T>) =>
      ref.id === infraClientApiRef.id ? (client as T) : undefined,
  };
}

/** Checks the fields of a form one after the other, as the scaffolder does. */
async function check(
  methods: Partial<InfraClient>,
  formData: Record<string, string | number>,
  fields: Array<keyof typeof validations>,
) {
  const apiHolder = holderOf(
    aClient({ getPolicy: async () => aPolicy(), ...methods }),
  );
  const errors: Record<string, string[]> = {};
  for (const field of fields) {
    const told: string[] = [];
    const name =
      field === 'days' && 'leaseDays' in formData ? 'leaseDays' : field;
    const validate = validations[field] as (
      ...args: Parameters<typeof validations.name>
    ) => void | Promise<void>;
    await validate(
      formData[name] as string,
      { __errors: told, addError: message => told.push(message) },
      { apiHolder, formData, schema: {} },
    );
    errors[field] = told;
  }
  return errors;
}

const VM = {
  project: 'payments-dev',
  name: 'checkout-1',
  flavor: 'm1.small',
  image: 'eu-baseos',
  sshPublicKey: KEY,
  leaseDays: 30,
};

describe('preflight', () => {
  it('tells each problem at the field it belongs to', async () => {
    const errors = await check(
      { checkOperation: answering([problem('flavor', 'Too large.')]) },
      VM,
      ['project', 'name', 'flavor'],
    );
    expect(errors).toEqual({ project: [], name: [], flavor: ['Too large.'] });
  });

  it('asks once for all fields of a page, with the input of the operation only', async () => {
    const checkOperation = answering([]);
    await check({ checkOperation }, { ...VM, note: 'not an input' }, [
      'project',
      'flavor',
      'image',
    ]);
    expect(checkOperation).toHaveBeenCalledTimes(1);
    expect(checkOperation).toHaveBeenCalledWith('instance.create', VM);
  });

  it('tells a problem of the whole request once, at the first field', async () => {
    const errors = await check(
      { checkOperation: answering([problem(null, 'The quota is used up.')]) },
      VM,
      ['project', 'flavor'],
    );
    expect(errors).toEqual({
      project: ['The quota is used up.'],
      flavor: [],
    });
  });

  it('tells it again when the same form is sent again', async () => {
    const checkOperation = answering([problem(null, 'The quota is used up.')]);
    const client = { checkOperation };
    await check(client, VM, ['project']);
    expect(await check(client, VM, ['project'])).toEqual({
      project: ['The quota is used up.'],
    });
  });

  it('does not complain about what a later page asks for', async () => {
    const errors = await check(
      {
        checkOperation: answering([
          problem('purpose', 'The purpose is missing.'),
        ]),
      },
      { project: 'ml-dev', model: 'a100' },
      ['project', 'model'],
    );
    expect(errors).toEqual({ project: [], model: [] });
  });

  it('tells a problem of the count and of the purpose at their own fields', async () => {
    const errors = await check(
      {
        checkOperation: answering([
          problem('count', 'At most 8 GPUs.'),
          problem('purpose', 'Say more.'),
        ]),
      },
      { project: 'ml-dev', model: 'a100', count: 20, purpose: 'ml' },
      ['project', 'count', 'purpose'],
    );
    expect(errors).toEqual({
      project: [],
      count: ['At most 8 GPUs.'],
      purpose: ['Say more.'],
    });
  });

  it('tells a problem of the days at the days, in either form', async () => {
    const gpu = { project: 'ml-dev', model: 'a100', days: 400 };
    expect(
      await check(
        { checkOperation: answering([problem('days', 'At most 14 days.')]) },
        gpu,
        ['project', 'model', 'days'],
      ),
    ).toEqual({ project: [], model: [], days: ['At most 14 days.'] });
    expect(
      await check(
        { checkOperation: answering([problem('leaseDays', 'Too long.')]) },
        { ...VM, leaseDays: 400 },
        ['project', 'days'],
      ),
    ).toEqual({ project: [], days: ['Too long.'] });
  });

  it.each([
    ['project.create', { team: 'group:default/a', environment: 'dev' }, 'team'],
    ['gpu.request', { project: 'ml-dev', model: 'a100' }, 'project'],
    ['instance.create', { project: 'ml-dev' }, 'project'],
  ] as const)(
    'asks for %s by the fields of the form',
    async (type, form, field) => {
      const checkOperation = answering([]);
      await check({ checkOperation }, form, [field]);
      expect(checkOperation).toHaveBeenCalledWith(type, form);
    },
  );

  it('refuses a name against the rule and a private key without asking', async () => {
    const checkOperation = answering([]);
    const errors = await check(
      { checkOperation },
      { ...VM, name: 'Not Good', sshPublicKey: 'BEGIN PRIVATE KEY' },
      ['name', 'sshPublicKey'],
    );
    expect(errors.name[0]).toContain('does not follow the naming rule');
    expect(errors.sshPublicKey[0]).toContain('private key');
    expect(checkOperation).not.toHaveBeenCalled();
  });

  it('says why the back end refuses the question', async () => {
    const errors = await check(
      {
        checkOperation: async () => {
          throw new InfraApiError('No such project.', 404, 'NotFound', []);
        },
      },
      VM,
      ['project'],
    );
    expect(errors.project).toEqual(['No such project.']);
  });

  it('lets the form go on when the back end can not be asked', async () => {
    const errors = await check(
      {
        checkOperation: async () => {
          throw new TypeError('Failed to fetch');
        },
      },
      VM,
      ['project', 'flavor'],
    );
    expect(errors).toEqual({ project: [], flavor: [] });
  });
});
