import TablePagination from '@mui/material/TablePagination';
import TextField from '@mui/material/TextField';
import { useSearchParams } from 'react-router-dom';
import {
  EmptyNote,
  LoadError,
  Loading,
  ProviderIssues,
  Section,
} from '../../components';
import { useProjects } from '../../hooks';
import { ProjectTable } from './ProjectTable';

const PAGE_SIZE = 25;

/** Every project the reader may see, to search and page through. */
export function AllProjects() {
  const [params, setParams] = useSearchParams();
  const q = params.get('q') ?? '';
  const page = Math.max(0, Number(params.get('page')) || 0);
  const { value, error, pending, refresh } = useProjects({
    ...(q && { q }),
    limit: PAGE_SIZE,
    offset: page * PAGE_SIZE,
  });

  const update = (next: { q?: string; page?: number }) => {
    const written = new URLSearchParams();
    const search = next.q ?? q;
    if (search) {
      written.set('q', search);
    }
    if (next.page) {
      written.set('page', String(next.page));
    }
    setParams(written, { replace: true });
  };

  let content = null;
  if (value && value.items.length > 0) {
    content = <ProjectTable projects={value.items} />;
  } else if (value) {
    content = (
      <EmptyNote title={q ? 'No project matches' : 'No project to show'}>
        {q
          ? `Nothing is called like "${q}".`
          : 'Projects of your teams stand here, and those of others that you may see.'}
      </EmptyNote>
    );
  } else if (pending) {
    content = <Loading what="the projects" />;
  }
  return (
    <Section
      title="All projects"
      actions={
        <TextField
          size="small"
          type="search"
          label="Search projects"
          value={q}
          onChange={event => update({ q: event.target.value })}
        />
      }
    >
      {value && <ProviderIssues errors={value.errors} />}
      {error && (
        <LoadError error={error} what="the projects" onRetry={refresh} />
      )}
      {content}
      {value && value.total > PAGE_SIZE && (
        <TablePagination
          component="div"
          count={value.total}
          page={page}
          rowsPerPage={PAGE_SIZE}
          rowsPerPageOptions={[PAGE_SIZE]}
          onPageChange={(_, next) => update({ page: next })}
        />
      )}
    </Section>
  );
}
