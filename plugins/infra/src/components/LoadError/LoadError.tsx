import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Button from '@mui/material/Button';
import { explainError } from '../../lib/errors';

/** Props of {@link LoadError}. */
export interface LoadErrorProps {
  error: Error;
  /** what could not be shown, with its article: `the inventory` */
  what: string;
  onRetry: () => void;
}

/** Says plainly that something could not be shown, and offers to try again where that helps. */
export function LoadError({ error, what, onRetry }: LoadErrorProps) {
  const words = explainError(error, what);
  return (
    <Alert
      severity={words.retry ? 'error' : 'info'}
      variant="outlined"
      sx={{ mb: 2, bgcolor: 'background.paper' }}
      action={
        words.retry && (
          <Button
            color="inherit"
            size="small"
            onClick={onRetry}
            sx={{ whiteSpace: 'nowrap' }}
          >
            Try again
          </Button>
        )
      }
    >
      <AlertTitle>{words.title}</AlertTitle>
      {words.sentence}
    </Alert>
  );
}
