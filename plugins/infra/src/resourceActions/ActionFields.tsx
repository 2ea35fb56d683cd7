import {
  checkSnapshotName,
  SNAPSHOT_NAME_HINT,
} from '@ironstage/plugin-infra-common';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import TextField from '@mui/material/TextField';
import { ChoiceField } from '../fields/ChoiceField';
import { InfraSshKeyField } from '../fields/InfraSshKeyField';
import { useFlavorChoices } from '../fields/useFlavorChoices';
import { useImageChoices } from '../fields/useImageChoices';
import { HINT } from '../fields/hint';
import { usePolicy } from '../hooks';
import { formatDateTime, formatDay, plural } from '../lib/format';
import type { ActionDescriptor, ActionValues } from './actions';
import { EraseField, ReasonField, type FieldProps } from './machineFields';

const placeOf = ({ project, provider }: FieldProps['target']) => ({
  project,
  provider,
});

function ForceField({ values, onChange }: FieldProps) {
  return (
    <>
      <FormControlLabel
        control={
          <Checkbox
            checked={values.force ?? false}
            onChange={event => onChange({ force: event.target.checked })}
          />
        }
        label="Force it, without asking the guest"
      />
      <FormHelperText sx={{ mt: -0.5, ml: 4 }}>
        As if the power went off: what is not written to the disk is lost.
      </FormHelperText>
    </>
  );
}

function FlavorField({ target, values, onChange, problems }: FieldProps) {
  const { choices, error, refresh } = useFlavorChoices(placeOf(target));
  const now = target.attributes.flavor;
  return (
    <ChoiceField
      field={{
        formData: values.flavor,
        onChange: flavor => onChange({ flavor }),
        required: true,
        rawErrors: problems,
        schema: {},
      }}
      title="New size"
      choices={choices?.map(choice => ({
        ...choice,
        disabled: choice.value === now,
      }))}
      error={error}
      onRetry={refresh}
      hint={typeof now === 'string' ? `Now it is ${now}` : undefined}
      nothing="No other size on offer"
    />
  );
}

function ImageField({ target, values, onChange, problems }: FieldProps) {
  const { choices, error, refresh } = useImageChoices(placeOf(target));
  return (
    <ChoiceField
      field={{
        formData: values.image,
        onChange: image => onChange({ image }),
        required: true,
        rawErrors: problems,
        schema: {},
      }}
      title="Image"
      choices={choices}
      error={error}
      onRetry={refresh}
      nothing="No images on offer"
    />
  );
}

function KeyField({ values, onChange, problems }: FieldProps) {
  return (
    <InfraSshKeyField
      formData={values.sshPublicKey}
      onChange={sshPublicKey => onChange({ sshPublicKey })}
      required
      rawErrors={problems}
      schema={{}}
    />
  );
}

function NameField({ values, onChange, problems }: FieldProps) {
  const { name = '' } = values;
  const broken = name !== '' && checkSnapshotName(name).length > 0;
  return (
    <TextField
      fullWidth
      required
      label="Name of the snapshot"
      value={name}
      onChange={event => onChange({ name: event.target.value })}
      error={broken || problems.length > 0}
      helperText={`${SNAPSHOT_NAME_HINT.charAt(
        0,
      ).toUpperCase()}${SNAPSHOT_NAME_HINT.slice(1)}`}
      FormHelperTextProps={{ ...HINT, error: broken && problems.length === 0 }}
      inputProps={{ autoComplete: 'off', spellCheck: false }}
    />
  );
}

/** When a lease ends and when it would, as the portal counts: whole days of 24 hours, from now when it has ended. */
function endWords(
  leaseEndsAt: string | null,
  days: number | undefined,
): string | undefined {
  if (!leaseEndsAt) {
    return undefined;
  }
  const endMs = Date.parse(leaseEndsAt);
  const isOver = endMs <= Date.now();
  const now = `Its lease ${isOver ? 'ended' : 'ends'} on ${formatDay(
    leaseEndsAt,
  )}`;
  if (days === undefined || !(days >= 1 && days <= 10_000)) {
    return now;
  }
  const then = Math.max(Date.now(), endMs) + days * 24 * 3600_000;
  return `${now}; with this on ${formatDateTime(new Date(then).toISOString())}`;
}

function DaysField({ target, values, onChange, problems }: FieldProps) {
  return (
    <TextField
      fullWidth
      required
      type="number"
      label="Days more"
      value={values.days ?? ''}
      onChange={event =>
        onChange({
          days:
            event.target.value === '' ? undefined : Number(event.target.value),
        })
      }
      error={problems.length > 0}
      helperText={endWords(target.leaseEndsAt, values.days)}
      FormHelperTextProps={HINT}
      inputProps={{ min: 1, step: 1 }}
    />
  );
}

/** Whether something deleted is kept for a while; nothing where it is not. */
function ImmediatelyField({ target, values, onChange }: FieldProps) {
  const hours = usePolicy().value?.lease.undoHours ?? 0;
  if (hours === 0 || !target.leaseEndsAt) {
    return <FormHelperText>There is no way back.</FormHelperText>;
  }
  return (
    <>
      <FormControlLabel
        control={
          <Checkbox
            checked={values.immediately ?? false}
            onChange={({ target: { checked } }) =>
              onChange({ immediately: checked || undefined })
            }
          />
        }
        label="Delete it at once, with no way back"
      />
      <FormHelperText sx={{ mt: -0.5, ml: 4 }}>
        Otherwise it is stopped now and kept for {plural(hours, 'hour')}; so
        long you can take this back under Leases of its project.
      </FormHelperText>
    </>
  );
}

const FIELDS: Record<keyof ActionValues, (props: FieldProps) => JSX.Element> = {
  force: ForceField,
  flavor: FlavorField,
  name: NameField,
  image: ImageField,
  sshPublicKey: KeyField,
  days: DaysField,
  reason: ReasonField,
  erase: EraseField,
  immediately: ImmediatelyField,
};

/** The fields of an action, with what the portal says about each. */
export function ActionFields(
  props: Omit<FieldProps, 'problems'> & {
    action: ActionDescriptor;
    problemsOf: (field: string) => string[];
  },
) {
  const { action, problemsOf, ...rest } = props;
  const names = [
    ...new Set([
      ...action.needs,
      ...(Object.keys(action.initial ?? {}) as Array<keyof ActionValues>),
    ]),
  ];
  return (
    <>
      {names.map(name => {
        const Field = FIELDS[name];
        const problems = problemsOf(name);
        return (
          <div key={name}>
            <Field {...rest} problems={problems} />
            {problems.map(problem => (
              <FormHelperText key={problem} error role="alert">
                {problem}
              </FormHelperText>
            ))}
          </div>
        );
      })}
    </>
  );
}
