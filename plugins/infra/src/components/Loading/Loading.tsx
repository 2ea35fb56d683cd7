import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';

/** Stands where content will be in a moment. */
export function Loading(props: { what: string; rows?: number }) {
  const { what, rows = 5 } = props;
  return (
    <Box role="status" aria-label={`Loading ${what}`} aria-busy="true">
      <Stack spacing={1.5}>
        <Skeleton variant="rounded" height={88} />
        {Array.from({ length: rows }, (_, row) => (
          <Skeleton key={row} variant="rounded" height={36} />
        ))}
      </Stack>
    </Box>
  );
}
