import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useParams } from 'react-router-dom';
import {
  Facts,
  LoadError,
  Loading,
  OwnerLink,
  PageBody,
  ProviderName,
  Section,
  StatusLabel,
  TextLink,
  Whereabouts,
} from '../../components';
import { useInfraLinks, useOperation } from '../../hooks';
import { doorWord } from '../../lib/doors';
import { formatDateTime, formatRelative } from '../../lib/format';
import { ApprovalPanel } from './ApprovalPanel';
import { CancelButton } from './CancelButton';
import { EventList } from './EventList';
import { FailureNote } from './FailureNote';
import { InputFacts } from './InputFacts';
import { ResultNote } from './ResultNote';
import { StepTimeline } from './StepTimeline';

function OperationView({ id }: { id: string }) {
  const links = useInfraLinks();
  const { value, error, pending, refresh } = useOperation(id);
  const loadError = error && (
    <LoadError error={error} what="this operation" onRetry={refresh} />
  );
  if (!value) {
    return (
      <>
        {loadError}
        {pending && <Loading what="the operation" />}
      </>
    );
  }
  return (
    <>
      <Whereabouts
        way={[{ label: value.title, href: links.operation(value.id) }]}
      />
      <Stack
        direction={{ xs: 'column', sm: 'row' }}
        justifyContent="space-between"
        alignItems="flex-start"
        spacing={2}
        sx={{ mb: 2.5 }}
      >
        <div>
          <Typography component="h2" variant="h4" sx={{ m: 0 }}>
            {value.title}
          </Typography>
          <Stack
            direction="row"
            alignItems="center"
            spacing={2}
            aria-live="polite"
          >
            <StatusLabel status={value.state} />
            <Typography variant="body2" color="text.secondary">
              asked {formatRelative(value.createdAt)} by{' '}
              <OwnerLink entityRef={value.requester} />
            </Typography>
          </Stack>
        </div>
        {value.actions.includes('cancel') && (
          <CancelButton operation={value} onDone={refresh} />
        )}
      </Stack>
      {loadError}
      <FailureNote operation={value} />
      <ResultNote operation={value} />
      <ApprovalPanel operation={value} onDone={refresh} />
      <Box
        sx={{
          display: 'grid',
          gap: 2.5,
          alignItems: 'start',
          gridTemplateColumns: { md: 'minmax(0, 3fr) minmax(0, 2fr)' },
        }}
      >
        <div>
          <Section title="Steps">
            <StepTimeline operation={value} />
          </Section>
          <Section title="History">
            <EventList events={value.events} />
          </Section>
        </div>
        <Section title="Request">
          <Facts
            facts={[
              [
                'Project',
                value.project && (
                  <TextLink to={links.project(value.project)}>
                    {value.project}
                  </TextLink>
                ),
              ],
              ['Owner', <OwnerLink key="owner" entityRef={value.owner} />],
              [
                'Provider',
                value.provider && (
                  <ProviderName key="provider" id={value.provider} />
                ),
              ],
              ['Through', doorWord(value.door)],
              ['Asked', formatDateTime(value.createdAt)],
              ['Last change', formatDateTime(value.updatedAt)],
            ]}
          />
          <InputFacts input={value.input} />
        </Section>
      </Box>
    </>
  );
}

/** One operation, live. */
export function OperationContent() {
  const { id = '' } = useParams();
  const links = useInfraLinks();
  return (
    <PageBody>
      <Typography variant="body2" sx={{ mb: 1 }}>
        <TextLink to={links.operations()}>All operations</TextLink>
      </Typography>
      <OperationView key={id} id={id} />
    </PageBody>
  );
}
