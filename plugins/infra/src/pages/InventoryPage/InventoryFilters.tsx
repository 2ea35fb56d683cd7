import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { FacetFilter, type FilterChoice } from './FacetFilter';
import type { InventoryState, LISTS } from './inventoryState';

/** Choices of the filters. */
export type FilterChoices = Record<(typeof LISTS)[number], FilterChoice[]>;

/** Props of {@link InventoryFilters}. */
export interface InventoryFiltersProps {
  state: InventoryState;
  choices: FilterChoices;
  onChange: (change: Partial<InventoryState>) => void;
  /** stands behind the filters */
  children?: ReactNode;
}

const FILTERS = [
  ['provider', 'Provider'],
  ['site', 'Site'],
  ['project', 'Project'],
  ['owner', 'Owner'],
  ['status', 'Status'],
] as const;

/** Typing pauses this long before the search runs, in milliseconds. */
const SEARCH_PAUSE_MS = 300;

function SearchField(props: { value: string; onSearch: (q: string) => void }) {
  const { value, onSearch } = props;
  const [text, setText] = useState(value);
  const latest = useRef(onSearch);
  latest.current = onSearch;
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) {
      return undefined;
    }
    const timer = setTimeout(() => latest.current(text), SEARCH_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, value]);
  return (
    <TextField
      size="small"
      type="search"
      label="Search"
      placeholder="Name, address, serial, MAC, product, tag, project, team"
      value={text}
      onChange={event => setText(event.target.value)}
      sx={{ minWidth: 220, flex: 1 }}
    />
  );
}

/** Search and filters of the inventory. */
export function InventoryFilters(props: InventoryFiltersProps) {
  const { state, choices, onChange, children } = props;
  return (
    <Stack direction="row" flexWrap="wrap" gap={1.5} sx={{ mb: 2 }}>
      <SearchField value={state.q} onSearch={q => onChange({ q })} />
      {FILTERS.map(([name, label]) => (
        <FacetFilter
          key={name}
          label={label}
          choices={choices[name]}
          chosen={state[name]}
          onChange={values => onChange({ [name]: values })}
        />
      ))}
      {children}
    </Stack>
  );
}
