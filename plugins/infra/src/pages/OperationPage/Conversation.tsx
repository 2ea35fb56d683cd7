import type { Approval } from '@ironstage/plugin-infra-common';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { OwnerLink } from '../../components';
import { formatDateTime } from '../../lib/format';

interface Said {
  at: string;
  by: string;
  what: ReactNode;
}

/** What was agreed, asked, answered and handed over so far, in the order in which it was. */
function saidIn({ consents, questions, delegations }: Approval): Said[] {
  return [
    ...consents.map(({ at, by, comment }) => ({
      at,
      by,
      what: `Agreed${comment ? `: ${comment}` : ''}`,
    })),
    ...questions.flatMap(({ at, by, text, answer }) => [
      { at, by, what: `Asked: ${text}` },
      ...(answer
        ? [{ at: answer.at, by: answer.by, what: `Answered: ${answer.text}` }]
        : []),
    ]),
    ...delegations.map(({ at, by, to, comment }) => ({
      at,
      by,
      what: (
        <>
          Delegated to <OwnerLink entityRef={to} />
          {comment && `: ${comment}`}
        </>
      ),
    })),
  ].sort((a, b) => a.at.localeCompare(b.at));
}

/** What people said about a request that waits. */
export function Conversation({ approval }: { approval: Approval }) {
  const said = saidIn(approval);
  if (said.length === 0) {
    return null;
  }
  return (
    <Box
      component="ol"
      aria-label="What was said"
      sx={{
        listStyle: 'none',
        m: 0,
        mt: 2,
        pl: 1.5,
        borderLeft: 3,
        borderColor: 'divider',
      }}
    >
      {said.map(({ at, by, what }) => (
        <Box component="li" key={`${at} ${by}`} sx={{ mb: 1 }}>
          <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
            {what}
          </Typography>
          <Typography variant="caption" color="text.secondary">
            {formatDateTime(at)} · <OwnerLink entityRef={by} />
          </Typography>
        </Box>
      ))}
    </Box>
  );
}
