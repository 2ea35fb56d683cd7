import Box from '@mui/material/Box';
import {
  EmptyNote,
  GoldenPathButton,
  LoadError,
  Loading,
  Section,
} from '../../components';
import { useOwnerRefs, useProjects } from '../../hooks';
import { ProjectCard } from './ProjectCard';

/** As many as one request may ask for. */
const OWNERS_MAX = 50;
const LIMIT = 50;

/** The projects of the reader and the reader's teams. */
export function MyProjects() {
  const owners = useOwnerRefs().value?.slice(0, OWNERS_MAX);
  const { value, error, refresh } = useProjects(
    owners && { owner: owners, limit: LIMIT },
  );
  let content = <Loading what="your projects" rows={1} />;
  if (value && value.items.length > 0) {
    content = (
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns:
            'repeat(auto-fill, minmax(min(400px, 100%), 1fr))',
        }}
      >
        {value.items.map(project => (
          <ProjectCard key={project.name} project={project} />
        ))}
      </Box>
    );
  } else if (value) {
    content = (
      <EmptyNote
        title="Your teams have no project yet"
        action={
          <GoldenPathButton path="create-project" main>
            Create a project
          </GoldenPathButton>
        }
      >
        A project is a team&apos;s place for one environment: quota, network and
        machines.
      </EmptyNote>
    );
  } else if (error) {
    content = (
      <LoadError error={error} what="your projects" onRetry={refresh} />
    );
  }
  return <Section title="My projects">{content}</Section>;
}
