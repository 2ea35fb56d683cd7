import { parseResourceRef } from '@ironstage/plugin-infra-common';
import Box from '@mui/material/Box';
import { Facts, TextLink } from '../../components';
import { useInfraLinks, useVisibleResource } from '../../hooks';
import { humanize } from '../../lib/format';
import { requestLabel, requestWords } from '../../lib/requestWords';

/** Enough of a key to recognise it. */
const SHOWN_OF_LONG = 60;

function shorten(text: string): string {
  return text.length > SHOWN_OF_LONG * 2
    ? `${text.slice(0, SHOWN_OF_LONG)}…`
    : text;
}

const kindOf = (refText: string) =>
  parseResourceRef(refText)?.kind ?? 'instance';

function ResourceLink({ refText }: { refText: string }) {
  const links = useInfraLinks();
  const row = useVisibleResource(refText);
  return (
    <TextLink to={links.inventory({ kind: kindOf(refText), open: refText })}>
      {row?.name ?? refText}
    </TextLink>
  );
}

/** What was asked for, field by field. */
export function InputFacts({ input }: { input: Record<string, unknown> }) {
  const entries = Object.entries(input).filter(([name]) => name !== 'project');
  if (entries.length === 0) {
    return null;
  }
  return (
    <Box sx={{ mt: 2, pt: 2, borderTop: 1, borderColor: 'divider' }}>
      <Facts
        facts={entries.map(([name, value]) =>
          name === 'ref' && typeof value === 'string'
            ? [
                humanize(kindOf(value)),
                <ResourceLink key={name} refText={value} />,
              ]
            : [requestLabel(name), shorten(requestWords(name, value))],
        )}
      />
    </Box>
  );
}
