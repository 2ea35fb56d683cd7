import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import type { HardwareGroup } from '../../lib/hardware';

function HardwareSection({ group }: { group: HardwareGroup }) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId}>
      <Typography id={titleId} component="h3" variant="h6" gutterBottom>
        {group.title}
      </Typography>
      <Stack
        component="ul"
        aria-labelledby={titleId}
        spacing={0.75}
        sx={{ m: 0, p: 0, listStyle: 'none' }}
      >
        {group.parts.map((part, index) => (
          // parts have no identity of their own, and two of them may be alike
          <Typography
            key={index}
            component="li"
            variant="body2"
            sx={{ overflowWrap: 'anywhere' }}
          >
            <Box component="strong" sx={{ fontWeight: 600 }}>
              {part.name}
            </Box>
            {part.details.map(detail => ` · ${detail}`)}
          </Typography>
        ))}
      </Stack>
    </section>
  );
}

/** What a machine is made of, a list for each sort of part. */
export function HardwareSections({ groups }: { groups: HardwareGroup[] }) {
  return groups.length > 0 ? (
    <Stack spacing={2.5} sx={{ mt: 3 }}>
      {groups.map(group => (
        <HardwareSection key={group.attribute} group={group} />
      ))}
    </Stack>
  ) : null;
}
