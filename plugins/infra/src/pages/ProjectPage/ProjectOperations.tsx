import Typography from '@mui/material/Typography';
import {
  EmptyNote,
  LoadError,
  Loading,
  OperationList,
  Section,
  TextLink,
} from '../../components';
import { useInfraLinks, useOperations } from '../../hooks';

const SHOWN = 10;

/** The latest operations of a project. */
export function ProjectOperations({ project }: { project: string }) {
  const links = useInfraLinks();
  const { value, error, refresh } = useOperations({
    project: [project],
    limit: SHOWN,
  });
  let content = <Loading what="the operations" rows={2} />;
  if (value && value.items.length === 0) {
    content = <EmptyNote title="Nothing was asked for yet" />;
  } else if (value) {
    content = (
      <>
        <OperationList operations={value.items} withoutProject />
        {value.total > SHOWN && (
          <Typography variant="body2" sx={{ mt: 1 }}>
            <TextLink to={links.operations({ project })}>
              All {value.total} operations
            </TextLink>
          </Typography>
        )}
      </>
    );
  } else if (error) {
    content = (
      <LoadError error={error} what="the operations" onRetry={refresh} />
    );
  }
  return <Section title="Operations">{content}</Section>;
}
