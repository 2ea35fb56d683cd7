import Avatar from '@mui/material/Avatar';
import Box from '@mui/material/Box';
import Card from '@mui/material/Card';
import CardActionArea from '@mui/material/CardActionArea';
import Typography from '@mui/material/Typography';
import type { Persona } from './personas';

/** Says what the button does without a label of its own, which would have to repeat all its text. */
const FOR_SCREEN_READERS = {
  position: 'absolute',
  width: '1px',
  height: '1px',
  overflow: 'hidden',
  clip: 'rect(0 0 0 0)',
  whiteSpace: 'nowrap',
} as const;

function initials(name: string): string {
  return name
    .split(/\s+/)
    .map(part => part[0])
    .slice(0, 2)
    .join('');
}

/** One persona to choose. */
export function PersonaCard(props: { persona: Persona; onChoose: () => void }) {
  const { persona, onChoose } = props;
  return (
    <Card variant="outlined" sx={{ height: '100%' }}>
      <CardActionArea
        onClick={onChoose}
        sx={{
          height: '100%',
          p: 2,
          display: 'flex',
          gap: 2,
          alignItems: 'flex-start',
          justifyContent: 'flex-start',
        }}
      >
        <Avatar aria-hidden sx={{ bgcolor: 'primary.main' }}>
          {initials(persona.title)}
        </Avatar>
        <span>
          <Typography component="span" variant="h6" display="block">
            <Box component="span" sx={FOR_SCREEN_READERS}>
              Sign in as
            </Box>{' '}
            {persona.title}
          </Typography>
          <Typography
            component="span"
            variant="body2"
            color="text.secondary"
            display="block"
            sx={{ mb: 1 }}
          >
            Team {persona.team}
          </Typography>
          <Typography component="span" variant="body2" display="block">
            {persona.role}
          </Typography>
        </span>
      </CardActionArea>
    </Card>
  );
}
