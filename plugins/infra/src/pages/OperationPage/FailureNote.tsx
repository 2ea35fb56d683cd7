import type { FailureClass, Operation } from '@ironstage/plugin-infra-common';
import Accordion from '@mui/material/Accordion';
import AccordionDetails from '@mui/material/AccordionDetails';
import AccordionSummary from '@mui/material/AccordionSummary';
import ExpandMoreIcon from '@mui/icons-material/ExpandMore';
import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

const WHOSE: Record<FailureClass, string> = {
  user: 'Something in the request has to change.',
  policy: 'A rule of the company forbids it.',
  capacity: 'There is not enough left to give.',
  provider: 'The cloud it runs on had a problem; the platform team sees it.',
  platform: 'The portal had a problem; the platform team sees it.',
};

const TITLES: Partial<Record<Operation['state'], string>> = {
  rolling_back: 'It failed, and is being undone',
  cancelled: 'It was cancelled',
  rejected: 'It was rejected',
  expired: 'Nobody decided in time',
};

/** Why an operation did not work out, what is left of it, and the raw detail for those who may see it. */
export function FailureNote({ operation }: { operation: Operation }) {
  const { failure, state } = operation;
  if (!failure) {
    return null;
  }
  return (
    <Box sx={{ mb: 2.5 }}>
      <Alert
        severity={state === 'cancelled' ? 'info' : 'error'}
        variant="outlined"
        sx={{ bgcolor: 'background.paper' }}
      >
        <AlertTitle>{TITLES[state] ?? 'It did not work out'}</AlertTitle>
        <Typography variant="body2">{failure.message}</Typography>
        <Typography variant="body2" color="text.secondary">
          {WHOSE[failure.class]}
        </Typography>
        {failure.leftovers.length > 0 ? (
          <Box sx={{ mt: 1 }}>
            <Typography variant="body2" fontWeight={600}>
              Left behind:
            </Typography>
            <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
              {failure.leftovers.map(leftover => (
                <li key={leftover}>{leftover}</li>
              ))}
            </Box>
          </Box>
        ) : (
          state === 'failed' && (
            <Typography variant="body2" sx={{ mt: 1 }}>
              Nothing was left behind.
            </Typography>
          )
        )}
      </Alert>
      {failure.detail && (
        <Accordion disableGutters variant="outlined" sx={{ mt: 1 }}>
          <AccordionSummary expandIcon={<ExpandMoreIcon />}>
            Raw detail, for the platform team
          </AccordionSummary>
          <AccordionDetails>
            <Box
              component="pre"
              tabIndex={0}
              aria-label="Raw detail"
              sx={{
                m: 0,
                fontSize: 13,
                whiteSpace: 'pre-wrap',
                overflowWrap: 'anywhere',
              }}
            >
              {failure.detail}
            </Box>
          </AccordionDetails>
        </Accordion>
      )}
    </Box>
  );
}
