import { usePermission } from '@backstage/plugin-permission-react';
import {
  infraInstanceOperatePermission,
  parseResourceRef,
  type Lease,
} from '@ironstage/plugin-infra-common';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { ActionDialog } from './ActionDialog';
import { ACTIONS, UNDELETE } from './actions';

const extend = ACTIONS.find(({ type }) => type === 'lease.extend');

/** Whether somebody has deleted it before its lease has ended. */
export function isDeleted({ state, endsAt }: Lease): boolean {
  return state === 'grace' && Date.parse(endsAt) > Date.now();
}

/** Asks how much longer an instance is kept, or takes its deletion back; nothing for who may not decide that. */
export function ExtendLeaseButton(props: {
  lease: Lease;
  /** asks at once, as a reminder's link does */
  asksAtOnce?: boolean;
  onClose?: () => void;
}) {
  const { lease, asksAtOnce = false, onClose } = props;
  const [open, setOpen] = useState(asksAtOnce);
  const { allowed } = usePermission({
    permission: infraInstanceOperatePermission,
    resourceRef: lease.project,
  });
  const undo = isDeleted(lease);
  const action = undo ? UNDELETE : extend;
  if (!allowed || !action) {
    return null;
  }
  return (
    <>
      <Button
        size="small"
        aria-label={
          undo
            ? `Undo the deletion of ${lease.name}`
            : `Extend the lease of ${lease.name}`
        }
        onClick={() => setOpen(true)}
      >
        {undo ? 'Undo' : 'Extend'}
      </Button>
      {open && (
        <ActionDialog
          action={action}
          target={{
            ref: lease.ref,
            name: lease.name,
            project: lease.project,
            provider: parseResourceRef(lease.ref)?.provider ?? '',
            attributes: {},
            leaseEndsAt: lease.endsAt,
          }}
          onClose={() => {
            setOpen(false);
            onClose?.();
          }}
        />
      )}
    </>
  );
}
