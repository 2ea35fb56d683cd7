import {
  gpuTitle,
  MACHINE_STANDINGS,
  type MachineCapacity,
  type MachineFigures,
  type MachineStanding,
} from '@ironstage/plugin-infra-common';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';

const STANDINGS: Record<MachineStanding, string> = {
  ready: 'Ready',
  reserved: 'Reserved',
  deployed: 'Deployed',
  transition: 'In transition',
  broken: 'Broken',
  other: 'Other',
};

const HINTS: Record<MachineStanding, string> = {
  ready: 'May be deployed now',
  reserved: 'Somebody holds it and has not deployed it',
  deployed: 'Deployed',
  transition: 'Being commissioned, tested, deployed or released',
  broken: 'Broken, failed or missing: out of use until somebody sees to it',
  other: 'New, in rescue, retired or unknown',
};

function Cards({ figures }: { figures: MachineFigures }) {
  const { total, ready } = figures.hardware;
  const models = Object.entries(total.gpus).filter(([, count]) => count > 0);
  return (
    <>
      {models.map(([model, count]) => (
        <Typography key={model} variant="body2" noWrap>
          {count} × {gpuTitle(model)}
          <Typography component="span" variant="body2" color="text.secondary">
            , {ready.gpus[model] ?? 0} in ready ones
          </Typography>
        </Typography>
      ))}
    </>
  );
}

function Figures(props: {
  title: string;
  figures: MachineFigures;
  strong?: boolean;
}) {
  const { title, figures, strong } = props;
  return (
    <TableRow sx={{ '& > td, & > th': { fontWeight: strong ? 600 : 400 } }}>
      <TableCell component="th" scope="row">
        {title}
      </TableCell>
      {MACHINE_STANDINGS.map(standing => {
        const count = figures.counts[standing];
        const bad = standing === 'broken' && count > 0;
        return (
          <TableCell
            key={standing}
            align="right"
            sx={{
              ...(count === 0 && { color: 'text.secondary' }),
              ...(bad && { color: 'error.main', fontWeight: 600 }),
            }}
          >
            {count}
          </TableCell>
        );
      })}
      <TableCell align="right">{figures.total}</TableCell>
      <TableCell>
        <Cards figures={figures} />
      </TableCell>
    </TableRow>
  );
}

/** Groups of machines and how many of each stand where. */
export function MachineTable(props: {
  machines: MachineCapacity;
  label: string;
}) {
  const { machines, label } = props;
  const titleOf = (value: string | null) => {
    if (value === null) {
      return machines.by === 'gpu' ? 'Without GPU' : 'None';
    }
    return machines.by === 'gpu' ? gpuTitle(value) : value;
  };
  return (
    <TableContainer
      role="region"
      aria-label="Machines, scrollable"
      tabIndex={0}
    >
      <Table size="small" aria-label={`Machines by ${label.toLowerCase()}`}>
        <TableHead>
          <TableRow>
            <TableCell>{label}</TableCell>
            {MACHINE_STANDINGS.map(standing => (
              <TableCell key={standing} align="right" title={HINTS[standing]}>
                {STANDINGS[standing]}
              </TableCell>
            ))}
            <TableCell align="right">All</TableCell>
            <TableCell>GPU cards</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {machines.groups.map(group => (
            <Figures
              key={group.value ?? ''}
              title={titleOf(group.value)}
              figures={group}
            />
          ))}
          <Figures title="All machines" figures={machines.overall} strong />
        </TableBody>
      </Table>
    </TableContainer>
  );
}
