import { CatalogIcon } from '@backstage/core-components';
import { useEntityPresentation } from '@backstage/plugin-catalog-react';
import { FoundItem, type FoundProps } from '@ironstage/plugin-infra';

/** What people call the catalog's entities of the portal; by their kinds they are systems and resources. */
const OWN_TYPES: Record<string, string> = {
  'infra-project': 'Project',
  'infra-instance': 'Instance',
};

/** What the catalog's documents say beside title and text (plugin-search-backend-module-catalog). */
interface CatalogFacts {
  kind: string;
  type: string;
  lifecycle: string;
  owner: string;
}

type Found = FoundProps<CatalogFacts>;

function OwnedItem(props: Found & { owner: string }) {
  const { owner, ...found } = props;
  const { primaryTitle } = useEntityPresentation(owner, {
    defaultKind: 'group',
  });
  return <Item {...found} owner={primaryTitle} />;
}

function Item({ owner, ...found }: Found & { owner?: string }) {
  const { kind, type, lifecycle } = found.result ?? {};
  const own = OWN_TYPES[type ?? ''];
  return (
    <FoundItem
      {...found}
      icon={<CatalogIcon />}
      facts={[
        ['Kind', own ?? kind],
        // the catalog calls it so when there is none
        ['Type', own || type === 'other' ? undefined : type],
        ['Lifecycle', lifecycle],
        ['Owner', owner],
      ]}
    />
  );
}

/** An entity that the search found, with its owner by name. */
export function CatalogResult(props: Found) {
  const { owner } = props.result ?? {};
  return owner ? <OwnedItem {...props} owner={owner} /> : <Item {...props} />;
}
