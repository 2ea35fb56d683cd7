import TableCell from '@mui/material/TableCell';
import { alpha } from '@mui/material/styles';

/** How full something is, in percent; undefined when there is nothing to fill. */
export function fillPercent(
  allocated: number,
  deliverable: number,
): number | undefined {
  if (deliverable <= 0) {
    return allocated > 0 ? 100 : undefined;
  }
  return Math.round((allocated / deliverable) * 100);
}

/** A table cell that is the stronger in colour the fuller what it stands for; the figure is written in it. */
export function HeatCell(props: {
  allocated: number;
  deliverable: number;
  format: (amount: number) => string;
}) {
  const { allocated, deliverable, format } = props;
  const percent = fillPercent(allocated, deliverable);
  if (percent === undefined) {
    return (
      <TableCell align="right" sx={{ color: 'text.secondary' }}>
        none
      </TableCell>
    );
  }
  const strength = Math.min(1, percent / 100) * 0.5;
  return (
    <TableCell
      align="right"
      title={`${format(allocated)} of ${format(deliverable)} allocated`}
      sx={{
        whiteSpace: 'nowrap',
        bgcolor: theme =>
          alpha(
            percent >= 90
              ? theme.palette.error.main
              : theme.palette.primary.main,
            strength,
          ),
      }}
    >
      <strong>{percent} %</strong>
      <br />
      {format(Math.max(0, deliverable - allocated))} free
    </TableCell>
  );
}
