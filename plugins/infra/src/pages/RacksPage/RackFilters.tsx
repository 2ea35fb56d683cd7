import type { RackPage } from '@ironstage/plugin-infra-common';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useEffect, useState } from 'react';

/** What the page shows; empty texts stand for everything. */
export interface RackFilter {
  site: string;
  room: string;
  q: string;
}

/** While somebody types, in ms. */
const PAUSE_MS = 300;

/** Chooses racks by site, room and name. */
export function RackFilters(props: {
  filter: RackFilter;
  choices: Pick<RackPage, 'sites' | 'rooms'>;
  onChange: (change: Partial<RackFilter>) => void;
}) {
  const { filter, choices, onChange } = props;
  const [text, setText] = useState(filter.q);
  useEffect(() => {
    if (text === filter.q) {
      return undefined;
    }
    const timer = setTimeout(() => onChange({ q: text }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, filter.q, onChange]);
  const select = (
    name: 'site' | 'room',
    label: string,
    all: string,
    values: string[],
  ) => (
    <TextField
      select
      size="small"
      label={label}
      value={filter[name]}
      onChange={event => onChange({ [name]: event.target.value })}
      SelectProps={{ displayEmpty: true }}
      InputLabelProps={{ shrink: true }}
      sx={{ minWidth: 150 }}
    >
      <MenuItem value="">{all}</MenuItem>
      {[...new Set([...values, ...(filter[name] ? [filter[name]] : [])])].map(
        value => (
          <MenuItem key={value} value={value}>
            {value}
          </MenuItem>
        ),
      )}
    </TextField>
  );
  return (
    <Stack
      direction={{ xs: 'column', sm: 'row' }}
      spacing={1.5}
      sx={{ mb: 2 }}
      role="search"
    >
      {select('site', 'Site', 'All sites', choices.sites)}
      {select('room', 'Room', 'All rooms', choices.rooms)}
      <TextField
        size="small"
        type="search"
        label="Name of a rack"
        value={text}
        onChange={event => setText(event.target.value)}
      />
    </Stack>
  );
}
