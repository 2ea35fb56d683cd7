import type {
  OperationInput,
  OperationType,
} from '@ironstage/plugin-infra-common';
import { useEffect, useState } from 'react';
import { useInfraClient, useQuery } from '../hooks';

/** Somebody who types is not asked after on each letter. */
const TYPING_MS = 300;

function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), TYPING_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** What the portal would say to an operation; nothing is asked while the input is undefined. */
export function useOperationCheck<T extends OperationType>(
  type: T,
  input: Partial<OperationInput<T>> | undefined,
) {
  const client = useInfraClient();
  const wanted = input && JSON.stringify(input);
  const key = useSettled(wanted);
  const result = useQuery(key && `${type} ${key}`, signal =>
    client.checkOperation(type, JSON.parse(key ?? '{}'), { signal }),
  );
  return {
    // an answer to an earlier input says nothing about this one
    value: key === wanted && !result.pending ? result.value : undefined,
    error: key === wanted ? result.error : undefined,
  };
}
