import type { LeftOut } from '@ironstage/plugin-infra-common';
import Alert from '@mui/material/Alert';
import Typography from '@mui/material/Typography';
import { Facts, LoadError, Loading, Section, TextLink } from '../../components';
import { useDiscovery, useInfraLinks } from '../../hooks';
import { scopeTitle } from './scopes';

function Left({ left }: { left: LeftOut }) {
  const links = useInfraLinks();
  if (left.count === 0) {
    return <>None</>;
  }
  return (
    <>
      {left.count.toLocaleString('en')}:{' '}
      {left.some.map(({ ref, name }, index) => (
        <span key={ref}>
          {index > 0 && ', '}
          <TextLink to={links.inventory({ q: name })}>{name}</TextLink>
        </span>
      ))}
      {left.count > left.some.length && ', …'}
    </>
  );
}

/** What a Prometheus is told of a scope: how much, and what not. */
export function TargetsSection({ scope }: { scope: string }) {
  const { value, error, pending, refresh } = useDiscovery(scope);
  const jobs = Object.entries(value?.jobs ?? {});
  return (
    <Section
      title={`Targets: ${scopeTitle(scope)}`}
      hint="What is scraped when a Prometheus reads this list"
    >
      {error && (
        <LoadError error={error} what="the targets" onRetry={refresh} />
      )}
      {pending && <Loading what="the targets" />}
      {value && !pending && !error && (
        <>
          {value.waitingFor.length > 0 && (
            <Alert severity="warning" variant="outlined" sx={{ mb: 2 }}>
              Nothing is told to Prometheus before {value.waitingFor.join(', ')}{' '}
              was read as a whole: it would forget what is missing. Until then
              it keeps the targets that it has.
            </Alert>
          )}
          <Facts
            facts={[
              ['Targets', value.targets.toLocaleString('en')],
              ...jobs.map(([job, count]): [string, string] => [
                `Job ${job}`,
                count.toLocaleString('en'),
              ]),
              ['Not running', <Left key="off" left={value.notRunning} />],
              [
                'Without an address',
                <Left key="lost" left={value.withoutAddress} />,
              ],
            ]}
          />
          {value.targets === 0 && (
            <Typography color="text.secondary" sx={{ mt: 1.5 }}>
              There is nothing to scrape yet: machines and instances appear here
              as soon as they run and have an address.
            </Typography>
          )}
        </>
      )}
    </Section>
  );
}
