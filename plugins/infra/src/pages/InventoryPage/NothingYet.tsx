import { usePermission } from '@backstage/plugin-permission-react';
import {
  infraEstateReadPermission,
  type ResourceKind,
} from '@ironstage/plugin-infra-common';
import { EmptyNote, GoldenPathButton } from '../../components';

/** Stands in the inventory where there is nothing, and says so by who looks. */
export function NothingYet({ kind }: { kind: ResourceKind | undefined }) {
  const estate = usePermission({ permission: infraEstateReadPermission });
  if (estate.allowed) {
    return (
      <EmptyNote title="Nothing here yet">
        Rows appear when a provider is configured and has been read once.
      </EmptyNote>
    );
  }
  return (
    <EmptyNote
      title="Nothing here that you may see"
      action={
        (kind === undefined || kind === 'instance') && (
          <GoldenPathButton path="provision-vm">Get a VM</GoldenPathButton>
        )
      }
    >
      You see what belongs to the projects of your teams, and what is there for
      everybody. The rest of the estate is the platform team&apos;s.
    </EmptyNote>
  );
}
