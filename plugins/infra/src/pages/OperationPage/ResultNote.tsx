import {
  parseResourceRef,
  type Operation,
  type ResourceKind,
} from '@ironstage/plugin-infra-common';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import { TextLink } from '../../components';
import {
  useInfraLinks,
  useResourceEntity,
  useVisibleResource,
} from '../../hooks';
import { addressesOf } from '../../lib/attributes';
import { humanize } from '../../lib/format';

/** Kinds that people know as something they asked for. */
const SHOWN_KINDS: ResourceKind[] = ['instance', 'machine', 'image'];

function ResultResource(props: { refText: string; name: string | undefined }) {
  const { refText, name } = props;
  const links = useInfraLinks();
  const parts = parseResourceRef(refText);
  const shown = parts && SHOWN_KINDS.includes(parts.kind);
  const resource = useVisibleResource(shown ? refText : undefined);
  const entity = useResourceEntity(shown && !resource ? undefined : refText, {
    expected: parts?.kind === 'instance',
  }).value;
  const addresses = resource && addressesOf(resource.attributes);
  const title = [
    parts ? humanize(parts.kind) : refText,
    resource?.name ?? (shown && name),
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <li>
      {resource || !shown ? (
        <TextLink
          to={links.inventory({
            ...(parts && { kind: parts.kind }),
            open: refText,
          })}
        >
          {title}
        </TextLink>
      ) : (
        title
      )}
      {addresses && <> at {addresses}</>}
      {entity && (
        <>
          {', in the catalog: '}
          <EntityRefLink entityRef={entity} hideIcon />
        </>
      )}
    </li>
  );
}

/** What came out of an operation, with the ways to it. */
export function ResultNote({ operation }: { operation: Operation }) {
  const links = useInfraLinks();
  const { result, state, input } = operation;
  const name = typeof input.name === 'string' ? input.name : undefined;
  if (!result || state !== 'succeeded') {
    return null;
  }
  return (
    <Alert
      severity="success"
      variant="outlined"
      sx={{ mb: 2.5, bgcolor: 'background.paper' }}
    >
      <AlertTitle>Done</AlertTitle>
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {result.project && (
          <li>
            <TextLink to={links.project(result.project)}>
              Project {result.project}
            </TextLink>
          </li>
        )}
        {result.resources.map(refText => (
          <ResultResource
            key={refText}
            refText={refText}
            // the name that was asked for is not that of what it was asked about
            name={refText === input.ref ? undefined : name}
          />
        ))}
      </Box>
    </Alert>
  );
}
