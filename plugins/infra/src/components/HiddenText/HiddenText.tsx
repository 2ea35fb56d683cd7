import Box from '@mui/material/Box';

/**
 * Text that only a screen reader tells, where the eye sees it by the place. It is placed within a box of its own:
 * else what scrolls around it would not hold it, and the page would be as wide as what is scrolled.
 */
export function HiddenText({ children }: { children: string }) {
  return (
    <Box component="span" sx={{ position: 'relative' }}>
      <Box
        component="span"
        sx={{
          position: 'absolute',
          width: '1px',
          height: '1px',
          overflow: 'hidden',
          clip: 'rect(0 0 0 0)',
          whiteSpace: 'nowrap',
        }}
      >
        {children}
      </Box>
    </Box>
  );
}
