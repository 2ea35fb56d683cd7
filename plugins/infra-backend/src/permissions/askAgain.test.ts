import type { PermissionsService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { infraCapacityReadPermission } from '@ironstage/plugin-infra-common';
import { askAgain } from './askAgain';

const credentials = {} as never;
const ask = (permissions: PermissionsService) =>
  askAgain(permissions).authorize(
    [{ permission: infraCapacityReadPermission }],
    {
      credentials,
    },
  );
const broken = () =>
  Object.assign(new Error('read ECONNRESET'), {
    name: 'FetchError',
    type: 'system',
    code: 'ECONNRESET',
  });

describe('a decision', () => {
  it('is asked for once more when the connection broke', async () => {
    const permissions = mockServices.permissions.mock({
      authorize: jest
        .fn()
        .mockRejectedValueOnce(broken())
        .mockResolvedValueOnce([{ result: AuthorizeResult.ALLOW }]),
    });
    expect(await ask(permissions)).toEqual([{ result: AuthorizeResult.ALLOW }]);
    expect(permissions.authorize).toHaveBeenCalledTimes(2);
  });

  it('is not asked for a third time', async () => {
    const permissions = mockServices.permissions.mock({
      authorize: jest.fn().mockRejectedValue(broken()),
    });
    await expect(ask(permissions)).rejects.toThrow('ECONNRESET');
    expect(permissions.authorize).toHaveBeenCalledTimes(2);
  });

  it('is not asked for again after an answer, whatever it was', async () => {
    const permissions = mockServices.permissions.mock({
      authorize: jest.fn().mockRejectedValue(new Error('500 Server Error')),
    });
    await expect(ask(permissions)).rejects.toThrow('500');
    expect(permissions.authorize).toHaveBeenCalledTimes(1);
  });
});
