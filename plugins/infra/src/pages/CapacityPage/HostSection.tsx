import TextField from '@mui/material/TextField';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { EmptyNote, LoadError, Loading, Section } from '../../components';
import { useCapacityHosts } from '../../hooks';
import type { Dimension } from '../../lib/dimensions';
import { HostTable } from './HostTable';
import {
  readHostState,
  toHostQuery,
  writeHostState,
  type HostState,
} from './hostState';

/** Typing pauses this long before the search runs, in milliseconds. */
const SEARCH_PAUSE_MS = 300;

function Search(props: { value: string; onSearch: (q: string) => void }) {
  const { value, onSearch } = props;
  const [text, setText] = useState(value);
  useEffect(() => {
    if (text === value) {
      return undefined;
    }
    const timer = setTimeout(() => onSearch(text), SEARCH_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, value, onSearch]);
  return (
    <TextField
      size="small"
      type="search"
      label="Search hosts"
      value={text}
      onChange={event => setText(event.target.value)}
    />
  );
}

/** Hosts one by one, or who may see that. */
export function HostSection(props: {
  mayLook: boolean;
  dimensions: Dimension[];
}) {
  const { mayLook, dimensions } = props;
  const [params, setParams] = useSearchParams();
  const state = readHostState(params);
  const { value, error, pending, refresh } = useCapacityHosts(
    mayLook ? toHostQuery(state) : undefined,
  );
  const change = (next: Partial<HostState>) =>
    setParams(
      before =>
        writeHostState(before, {
          ...readHostState(before),
          ...('page' in next ? {} : { page: 0 }),
          ...next,
        }),
      { replace: true },
    );
  if (!mayLook) {
    return (
      <Section title="By host">
        <EmptyNote title="Single hosts are for the platform team">
          You see the totals. Hosts one by one are shown to those who hold the
          permission infra.estate.read, which is the platform team and SREs by
          default.
        </EmptyNote>
      </Section>
    );
  }
  return (
    <Section
      title="By host"
      hint="The fuller a host, the stronger its cell; a column sorts by how full hosts are"
      actions={<Search value={state.q} onSearch={q => change({ q })} />}
    >
      {error && <LoadError error={error} what="the hosts" onRetry={refresh} />}
      {!value && pending && <Loading what="the hosts" rows={3} />}
      {value && (
        <HostTable
          hosts={value}
          dimensions={dimensions}
          state={state}
          onChange={change}
        />
      )}
    </Section>
  );
}
