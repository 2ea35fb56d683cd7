import type { ProjectListItem } from '@ironstage/plugin-infra-common';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { OwnerLink, StatusLabel, TextLink, UsageBar } from '../../components';
import { useInfraLinks } from '../../hooks';
import { SCALAR_DIMENSION_LIST } from '../../lib/dimensions';

/** Projects in a table, with the main figures. */
export function ProjectTable({ projects }: { projects: ProjectListItem[] }) {
  const links = useInfraLinks();
  return (
    <TableContainer>
      <Table size="small" aria-label="Projects">
        <TableHead>
          <TableRow>
            <TableCell>Project</TableCell>
            <TableCell>Owner</TableCell>
            <TableCell>Environment</TableCell>
            <TableCell>State</TableCell>
            {SCALAR_DIMENSION_LIST.map(({ id, label }) => (
              <TableCell key={id}>{label}</TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {projects.map(project => (
            <TableRow key={project.name} hover>
              <TableCell component="th" scope="row">
                <TextLink to={links.project(project.name)}>
                  {project.name}
                </TextLink>
              </TableCell>
              <TableCell>
                <OwnerLink entityRef={project.owner} />
              </TableCell>
              <TableCell>{project.environment}</TableCell>
              <TableCell>
                <StatusLabel status={project.state} />
              </TableCell>
              {SCALAR_DIMENSION_LIST.map(dimension => (
                <TableCell key={dimension.id} sx={{ minWidth: 120 }}>
                  {dimension.format(dimension.of(project.usage.used))} of{' '}
                  {dimension.format(dimension.of(project.usage.quota))}
                  <UsageBar
                    compact
                    label={dimension.label}
                    used={dimension.of(project.usage.used)}
                    reserved={dimension.of(project.usage.reserved)}
                    limit={dimension.of(project.usage.quota)}
                    format={dimension.format}
                  />
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
