import {
  MACHINE_GROUPINGS,
  type MachineCapacity,
  type MachineGrouping,
} from '@ironstage/plugin-infra-common';
import Alert from '@mui/material/Alert';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { useSearchParams } from 'react-router-dom';
import { EmptyNote, LoadError, Loading, Section } from '../../components';
import { useMachineCapacity } from '../../hooks';
import { plural } from '../../lib/format';
import { MachineTable } from './MachineTable';

const LABELS: Record<MachineGrouping, string> = {
  role: 'Role',
  pool: 'Pool',
  site: 'Site',
  provider: 'Provider',
  gpu: 'GPU model',
};

function WithoutRole({ withoutRole }: Pick<MachineCapacity, 'withoutRole'>) {
  const { total, names } = withoutRole;
  if (total === 0) {
    return null;
  }
  return (
    <Alert severity="info" sx={{ mt: 1.5 }}>
      {plural(total, 'machine')} without a role
      {names?.length ? `: ${names.join(', ')}` : ''}
      {names && names.length < total ? ' and more' : ''}. A tag of the machine
      gives it one, or a rule of infra.machineRoles in the configuration.
    </Alert>
  );
}

/** Bare metal by what it is for and where it stands. */
export function MachineSection({ mayLook }: { mayLook: boolean }) {
  const [params, setParams] = useSearchParams();
  const asked = params.get('by');
  // pools are named after projects, which are not everybody's to know
  const groupings = MACHINE_GROUPINGS.filter(one => mayLook || one !== 'pool');
  const by = groupings.find(one => one === asked) ?? 'role';
  const { value, error, pending, refresh } = useMachineCapacity(by);
  const choose = (next: MachineGrouping | null) =>
    next &&
    setParams(
      before => {
        const after = new URLSearchParams(before);
        after.set('by', next);
        return after;
      },
      { replace: true },
    );
  return (
    <Section
      title="Bare metal"
      hint="Machines by what they are for and where they stand"
      actions={
        <ToggleButtonGroup
          exclusive
          size="small"
          value={by}
          onChange={(_, next) => choose(next)}
          aria-label="What machines are counted by"
          sx={{ flexWrap: 'wrap' }}
        >
          {groupings.map(one => (
            <ToggleButton key={one} value={one}>
              {LABELS[one]}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      }
    >
      {error && (
        <LoadError error={error} what="the machines" onRetry={refresh} />
      )}
      {!value && pending && <Loading what="the machines" rows={3} />}
      {value?.overall.total === 0 && (
        <EmptyNote title="No machines">
          They appear when a provider of bare metal has been read.
        </EmptyNote>
      )}
      {value && value.overall.total > 0 && (
        <>
          <MachineTable machines={value} label={LABELS[value.by]} />
          <WithoutRole withoutRole={value.withoutRole} />
        </>
      )}
    </Section>
  );
}
