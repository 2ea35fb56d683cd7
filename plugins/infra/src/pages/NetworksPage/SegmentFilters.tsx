import {
  SEGMENT_ROLES,
  type NetworkSegments,
} from '@ironstage/plugin-infra-common';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import type { NetworksState } from './useNetworksState';
import { ROLE_TITLES } from './words';

const ALL = 'all';

function Choice<T extends string>(props: {
  label: string;
  all: string;
  value: T | undefined;
  choices: Array<{ value: T; title: string }>;
  onChange: (value: T | undefined) => void;
}) {
  const { label, all, value, choices, onChange } = props;
  return (
    <TextField
      select
      size="small"
      label={label}
      value={value ?? ALL}
      onChange={({ target }) =>
        onChange(choices.find(one => one.value === target.value)?.value)
      }
      sx={{ minWidth: 220 }}
    >
      <MenuItem value={ALL}>{all}</MenuItem>
      {choices.map(choice => (
        <MenuItem key={choice.value} value={choice.value}>
          {choice.title}
        </MenuItem>
      ))}
    </TextField>
  );
}

/** Narrows the networks; each role with how many there are of it. */
export function SegmentFilters(props: {
  state: NetworksState;
  roles: NetworkSegments['roles'];
  onChange: (change: Partial<NetworksState>) => void;
}) {
  const { state, roles, onChange } = props;
  const sites = [
    ...new Set([
      ...roles.map(({ site }) => site),
      ...(state.site ? [state.site] : []),
    ]),
  ];
  const countOf = (role: string) =>
    roles
      .filter(
        one => one.role === role && (!state.site || one.site === state.site),
      )
      .reduce((sum, { count }) => sum + count, 0);
  return (
    <Stack direction="row" flexWrap="wrap" gap={1.5} sx={{ mb: 2 }}>
      <Choice
        label="Role"
        all="All roles"
        value={state.role}
        choices={SEGMENT_ROLES.map(role => ({
          value: role,
          title: `${ROLE_TITLES[role]} (${countOf(role).toLocaleString('en')})`,
        }))}
        onChange={role => onChange({ role })}
      />
      <Choice
        label="Site"
        all="All sites"
        value={state.site}
        choices={sites.map(site => ({ value: site, title: site }))}
        onChange={site => onChange({ site })}
      />
      <FormControlLabel
        label="Only overlapping ones"
        control={
          <Switch
            checked={state.overlapping}
            onChange={(_, overlapping) => onChange({ overlapping })}
          />
        }
      />
    </Stack>
  );
}
