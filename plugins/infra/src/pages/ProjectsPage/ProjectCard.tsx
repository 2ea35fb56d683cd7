import type { ProjectListItem } from '@ironstage/plugin-infra-common';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import {
  OwnerLink,
  StaleMark,
  StatusLabel,
  TextLink,
  UsageBars,
} from '../../components';
import { useInfraLinks } from '../../hooks';

/** One of the reader's projects, with how much of its quota is taken. */
export function ProjectCard({ project }: { project: ProjectListItem }) {
  const links = useInfraLinks();
  return (
    <Paper
      component="article"
      aria-label={project.name}
      variant="outlined"
      sx={{ p: 2, borderRadius: 2, minWidth: 0 }}
    >
      <Stack direction="row" justifyContent="space-between" spacing={1}>
        <Typography component="h3" variant="h6" noWrap>
          <TextLink to={links.project(project.name)}>{project.name}</TextLink>
        </Typography>
        {project.usage.stale.length > 0 ? (
          <StaleMark />
        ) : (
          <StatusLabel status={project.state} />
        )}
      </Stack>
      <Typography variant="body2" color="text.secondary" sx={{ mb: 1.5 }}>
        {project.description || 'No description'} · {project.environment} ·{' '}
        <OwnerLink entityRef={project.owner} />
      </Typography>
      <UsageBars usage={project.usage} columns={2} />
    </Paper>
  );
}
