import type { Costs } from '@ironstage/plugin-infra-common';
import Alert from '@mui/material/Alert';
import { useSearchParams } from 'react-router-dom';
import {
  EmptyNote,
  LoadError,
  Loading,
  OwnerLink,
  PageBody,
  Section,
  TextLink,
} from '../../components';
import { useCosts, useInfraLinks } from '../../hooks';
import { formatMonth } from './amounts';
import { CostTable } from './CostTable';
import { CostTiles } from './CostTiles';
import { DaysChart } from './DaysChart';
import { ExportCosts } from './ExportCosts';
import { MonthPicker } from './MonthPicker';

function Lines({ costs }: { costs: Costs }) {
  const links = useInfraLinks();
  const { month, rates, projects, teams } = costs;
  if (projects.length === 0) {
    return (
      <EmptyNote title={`Nothing was used in ${formatMonth(month)}`}>
        What your projects hold is counted by the hour, from when the portal has
        seen it.
      </EmptyNote>
    );
  }
  const owned = (owner: string | null) =>
    owner ? <OwnerLink entityRef={owner} /> : 'Nobody';
  return (
    <>
      {!rates && (
        <Alert severity="info" variant="outlined" sx={{ mb: 2.5 }}>
          The portal has no rate card, so that hours are shown and no prices:
          whoever runs it sets them at infra.costs.
        </Alert>
      )}
      <CostTiles costs={costs} />
      {rates && (
        <Section title="Day by day">
          <DaysChart costs={costs} />
        </Section>
      )}
      {teams.length > 1 && (
        <Section title="Teams">
          <CostTable
            label="Costs of teams"
            titles={['Team']}
            costs={costs}
            rows={teams.map(({ owner, ...figures }) => ({
              key: owner ?? '',
              whose: [owned(owner)],
              figures,
            }))}
          />
        </Section>
      )}
      <Section title="Projects">
        <CostTable
          label="Costs of projects"
          titles={['Project', 'Team']}
          costs={costs}
          rows={projects.map(({ project, owner, ...figures }) => ({
            key: `${project} ${owner}`,
            whose: [
              project ? (
                <TextLink key="project" to={links.project(project)}>
                  {project}
                </TextLink>
              ) : (
                'Of no project'
              ),
              owned(owner),
            ],
            figures,
          }))}
        />
      </Section>
    </>
  );
}

/** What projects and teams used in a month, and what it cost. */
export function CostsContent() {
  const [params, setParams] = useSearchParams();
  const asked = params.get('month') ?? undefined;
  const current = new Date().toISOString().slice(0, 7);
  const month = asked ?? current;
  const { value, error, pending, refresh } = useCosts(asked);
  return (
    <PageBody
      intro="What projects held, by the hour, and what that cost."
      actions={
        <>
          <MonthPicker
            month={month}
            current={current}
            onChange={chosen =>
              setParams(chosen === current ? {} : { month: chosen })
            }
          />
          <ExportCosts month={month} />
        </>
      }
    >
      {error && <LoadError error={error} what="the costs" onRetry={refresh} />}
      {pending && value?.month !== month && <Loading what="the costs" />}
      {value?.month === month && <Lines costs={value} />}
    </PageBody>
  );
}
