import { TestApiProvider } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { act, renderHook } from '@testing-library/react';
import type { PropsWithChildren } from 'react';
import { useResourceEntity } from './useResourceEntity';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'os-eu1-4f1c' },
};

function setUp(options: { expected: boolean }) {
  const answers = [[], [], [entity]];
  const getEntities = jest.fn(async () => ({
    items: answers.length > 1 ? answers.shift() : answers[0],
  }));
  const wrapper = ({ children }: PropsWithChildren) => (
    <TestApiProvider apis={[[catalogApiRef, { getEntities } as object]]}>
      {children}
    </TestApiProvider>
  );
  const hook = renderHook(
    () => useResourceEntity('os-eu1/instance/4f1c', options),
    { wrapper },
  );
  return { ...hook, getEntities };
}

describe('useResourceEntity', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('looks again for an entity that ought to be there, until it is', async () => {
    const { result, getEntities } = setUp({ expected: true });
    await act(() => jest.advanceTimersByTimeAsync(1_000));
    expect(result.current.value).toBeUndefined();
    await act(() => jest.advanceTimersByTimeAsync(60_000));
    expect(result.current.value).toEqual(entity);
    expect(getEntities).toHaveBeenCalledTimes(3);
  });

  it('looks once for an entity that need not exist', async () => {
    const { getEntities } = setUp({ expected: false });
    await act(() => jest.advanceTimersByTimeAsync(60_000));
    expect(getEntities).toHaveBeenCalledTimes(1);
  });
});
