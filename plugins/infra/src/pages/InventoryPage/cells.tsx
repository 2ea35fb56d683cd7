import type { Resource } from '@ironstage/plugin-infra-common';
import { Link as RouterLink, useLocation } from 'react-router-dom';
import Link from '@mui/material/Link';
import { TextLink } from '../../components';
import { useInfraLinks } from '../../hooks';
import { readInventoryState, writeInventoryState } from './inventoryState';

/** The name of a row; leads to its details beside the list. */
export function ResourceNameCell({ resource }: { resource: Resource }) {
  const { search } = useLocation();
  const state = readInventoryState(new URLSearchParams(search));
  const target = writeInventoryState({ ...state, open: resource.ref });
  return (
    <Link
      component={RouterLink}
      to={`?${target}`}
      underline="always"
      title={resource.name}
    >
      {resource.name}
    </Link>
  );
}

/** The portal project of a row, as a link to its page. */
export function ProjectCell({ name }: { name: string | null }) {
  const links = useInfraLinks();
  return name ? <TextLink to={links.project(name)}>{name}</TextLink> : null;
}
