import type { OperationType } from '@ironstage/plugin-infra-common';
import { useEffect, useRef, useState } from 'react';
import { useInfraClient, useQuery } from '../hooks';
import { formDataOf, operationOf, type FormData } from './formData';
import { operationInput, problemsOf } from './preflight';

/** Somebody who types is not interrupted on each letter. */
const TYPING_MS = 500;

function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), TYPING_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** What was said of a value, as long as it is still the value. */
function useFresh(said: string[], value: unknown): string[] {
  const of = useRef({ said: said.join('\n'), value });
  const text = said.join('\n');
  if (of.current.said !== text) {
    of.current = { said: text, value };
  }
  return of.current.value === value ? said : [];
}

/** What a field is told about itself by the form. */
export interface ToldField {
  formData?: string | number;
  rawErrors?: string[];
  formContext?: unknown;
  uiSchema: { 'ui:options'?: { operation?: OperationType } };
}

/**
 * What is wrong with the value of a field: what the form said of it when it was sent, and what the
 * portal says of it now. Both are gone as soon as it is another value.
 *
 * @param name - name of the input field
 */
export function useFieldProblems(name: string, field: ToldField): string[] {
  const { formData: value, rawErrors = [] } = field;
  const client = useInfraClient();
  const form: FormData = formDataOf(field);
  const type = field.uiSchema['ui:options']?.operation ?? operationOf(form);
  const fresh = useFresh(rawErrors, value);
  const asked =
    value === undefined || value === '' || form[name] !== value
      ? undefined
      : JSON.stringify(operationInput(type, form));
  const settled = useSettled(asked);
  const found = useQuery(settled && `${type} ${name} ${settled}`, () =>
    problemsOf(client, name, type, JSON.parse(settled ?? '{}') as FormData, {
      onlyOwn: true,
    }),
  );
  const live =
    settled === asked && asked !== undefined && !found.pending
      ? found.value ?? []
      : [];
  return [...new Set([...fresh, ...live])];
}
