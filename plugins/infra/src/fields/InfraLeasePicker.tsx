import TextField from '@mui/material/TextField';
import { DateTime } from 'luxon';
import { useEffect, useRef } from 'react';
import { usePolicy } from '../hooks';
import { plural } from '../lib/format';
import type { NumberFieldProps } from './fieldSchemas';
import { formDataOf, operationOf } from './formData';
import { HINT } from './hint';

/** Takes how many days something is kept, and shows until when that is. */
export function InfraLeasePicker(props: NumberFieldProps) {
  const { formData, onChange, schema, rawErrors = [] } = props;
  const { value: policy } = usePolicy();
  const operation =
    props.uiSchema['ui:options']?.operation ?? operationOf(formDataOf(props));
  const gpu = operation === 'gpu.request';
  const max = gpu ? policy?.gpu.maxDays : policy?.lease.maxDays;
  const preset = policy && Math.min(policy.lease.defaultDays, max ?? Infinity);

  const latest = useRef({ onChange, empty: formData === undefined });
  latest.current = { onChange, empty: formData === undefined };
  useEffect(() => {
    if (preset !== undefined && latest.current.empty) {
      latest.current.onChange(preset);
    }
  }, [preset]);

  const tooLong = max !== undefined && (formData ?? 0) > max;
  const end =
    formData &&
    DateTime.now().plus({ days: formData }).toFormat('cccc, d LLLL yyyy');
  const hint = [
    end && `Until ${end}.`,
    max && `At most ${plural(max, 'day')}.`,
    policy &&
      !gpu &&
      `It is kept ${plural(
        policy.lease.graceDays,
        'day',
      )} longer before it is deleted.`,
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <TextField
      fullWidth
      type="number"
      id={props.idSchema?.$id}
      label={schema.title ?? 'Days'}
      required={props.required}
      disabled={props.disabled || props.readonly}
      value={formData ?? ''}
      onChange={event =>
        onChange(
          event.target.value === '' ? undefined : Number(event.target.value),
        )
      }
      error={rawErrors.length > 0 || tooLong}
      helperText={hint || schema.description}
      FormHelperTextProps={{
        ...HINT,
        // once the portal has said so, below, the hint is a hint again
        error: tooLong && rawErrors.length === 0,
      }}
      // no `max`: the browser would refuse it in words of its own, before the portal can tell the rule
      inputProps={{ min: 1, step: 1 }}
    />
  );
}
