import { useApi } from '@backstage/core-plugin-api';
import {
  catalogApiRef,
  EntityKindPicker,
} from '@backstage/plugin-catalog-react';
import { useEffect, useState } from 'react';

/** Kinds people come to the catalog for, in this order. */
const WANTED = ['system', 'resource', 'component', 'api', 'template', 'group'];

/** The kind the catalog opens on: the first that has entities the reader may see. */
export function FirstKindPicker() {
  const catalog = useApi(catalogApiRef);
  const [kind, setKind] = useState<string>();
  useEffect(() => {
    let wanted = true;
    const choose = (found: string) => {
      if (wanted) {
        setKind(found);
      }
    };
    catalog.getEntityFacets({ facets: ['kind'] }).then(
      ({ facets }) => {
        const kinds = (facets.kind ?? []).map(({ value }) =>
          value.toLowerCase(),
        );
        choose(WANTED.find(one => kinds.includes(one)) ?? WANTED[0]);
      },
      // the page itself says what is wrong with the catalog
      () => choose(WANTED[0]),
    );
    return () => {
      wanted = false;
    };
  }, [catalog]);
  return kind ? <EntityKindPicker initialFilter={kind} /> : null;
}
