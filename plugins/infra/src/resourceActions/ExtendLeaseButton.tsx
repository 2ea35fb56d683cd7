import { usePermission } from '@backstage/plugin-permission-react';
import {
  infraInstanceOperatePermission,
  parseResourceRef,
  type Lease,
} from '@ironstage/plugin-infra-common';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { ActionDialog } from './ActionDialog';
import { ACTIONS } from './actions';

const extend = ACTIONS.find(({ type }) => type === 'lease.extend');

/** Asks how much longer an instance is kept; nothing for who may not decide that. */
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
  if (!allowed || !extend) {
    return null;
  }
  return (
    <>
      <Button
        size="small"
        aria-label={`Extend the lease of ${lease.name}`}
        onClick={() => setOpen(true)}
      >
        Extend
      </Button>
      {open && (
        <ActionDialog
          action={extend}
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
