import { AUDIT_OUTCOMES } from '@ironstage/plugin-infra-common';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useEffect, useState } from 'react';
import { humanize } from '../../lib/format';
import { WORDS, type AuditState } from './useAuditState';

const ALL = 'all';

const LABELS: Record<(typeof WORDS)[number], [label: string, example: string]> =
  {
    actor: ['Who', 'dana, or system'],
    action: ['Action', 'access-deny'],
    project: ['Project', 'shop-prod'],
    target: ['Target', 'ref or id'],
  };

/** A field that asks when the reader has finished with it. */
function WordField(props: {
  label: string;
  example: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const { label, example, value, onChange } = props;
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const finish = () => text.trim() !== value && onChange(text.trim());
  return (
    <TextField
      size="small"
      type="search"
      label={label}
      placeholder={example}
      value={text}
      onChange={({ target }) => setText(target.value)}
      onBlur={finish}
      onKeyDown={({ key }) => key === 'Enter' && finish()}
      sx={{ width: { xs: '100%', sm: 170 } }}
    />
  );
}

/** Narrows the audit chain. */
export function AuditFilters(props: {
  state: AuditState;
  onChange: (change: Partial<AuditState>) => void;
}) {
  const { state, onChange } = props;
  return (
    <Stack direction="row" flexWrap="wrap" gap={1.5} sx={{ mb: 2 }}>
      {WORDS.map(name => (
        <WordField
          key={name}
          label={LABELS[name][0]}
          example={LABELS[name][1]}
          value={state[name]}
          onChange={value => onChange({ [name]: value })}
        />
      ))}
      <TextField
        select
        size="small"
        label="Outcome"
        value={state.outcome ?? ALL}
        onChange={({ target }) =>
          onChange({
            outcome: AUDIT_OUTCOMES.find(one => one === target.value),
          })
        }
        sx={{ minWidth: 130 }}
      >
        <MenuItem value={ALL}>All</MenuItem>
        {AUDIT_OUTCOMES.map(outcome => (
          <MenuItem key={outcome} value={outcome}>
            {humanize(outcome)}
          </MenuItem>
        ))}
      </TextField>
      {(['from', 'to'] as const).map(name => (
        <TextField
          key={name}
          size="small"
          type="date"
          label={name === 'from' ? 'From' : 'To'}
          value={state[name]}
          onChange={({ target }) => onChange({ [name]: target.value })}
          InputLabelProps={{ shrink: true }}
        />
      ))}
    </Stack>
  );
}
