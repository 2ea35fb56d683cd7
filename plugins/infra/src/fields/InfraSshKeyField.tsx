import { checkSshPublicKey } from '@ironstage/plugin-infra-common';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useSshKeys } from '../hooks';
import { formatRelative } from '../lib/format';
import { keyNames } from '../lib/sshKeys';
import type { FieldProps } from './ChoiceField';
import { HINT } from './hint';

/** Takes a public SSH key: pasted, or one of those used before. */
export function InfraSshKeyField(props: FieldProps) {
  const { formData = '', onChange, schema, rawErrors = [] } = props;
  const used = useSshKeys().value?.items ?? [];
  const names = keyNames(used);
  const locked = props.disabled || props.readonly;
  const [problem] = formData === '' ? [] : checkSshPublicKey(formData);
  const said = problem && rawErrors.includes(problem.message);
  return (
    <>
      <TextField
        fullWidth
        multiline
        minRows={2}
        maxRows={6}
        id={props.idSchema?.$id}
        label={schema.title ?? 'Public SSH key'}
        placeholder="ssh-ed25519 AAAA… you@laptop"
        required={props.required}
        disabled={locked}
        value={formData}
        onChange={event => onChange(event.target.value || undefined)}
        error={rawErrors.length > 0 || Boolean(problem)}
        helperText={
          problem && !said
            ? problem.message
            : schema.description ??
              'The content of your .pub file. Only this key gets in; passwords are off.'
        }
        FormHelperTextProps={{ ...HINT, error: Boolean(problem) && !said }}
        inputProps={{ spellCheck: false, style: { fontFamily: 'monospace' } }}
      />
      {used.length > 0 && (
        <Stack
          direction="row"
          flexWrap="wrap"
          alignItems="center"
          gap={1}
          sx={{ mt: 1 }}
        >
          <Typography variant="body2" color="text.secondary">
            Used before:
          </Typography>
          {used.map((key, index) => (
            <Button
              key={key.publicKey}
              size="small"
              variant={key.publicKey === formData ? 'contained' : 'outlined'}
              disabled={locked}
              title={`Used ${formatRelative(key.lastUsedAt)}`}
              onClick={() => onChange(key.publicKey)}
              sx={{ textTransform: 'none' }}
            >
              {names[index]}
            </Button>
          ))}
        </Stack>
      )}
    </>
  );
}
