import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import {
  EmptyNote,
  LoadError,
  Loading,
  PageBody,
  Section,
} from '../../components';
import { useAuditEntries } from '../../hooks';
import { AuditFilters } from './AuditFilters';
import { AuditTable } from './AuditTable';
import { ChainSection } from './ChainSection';
import { ExportAudit } from './ExportAudit';
import { useAuditState, type AuditState } from './useAuditState';

const CLEAR: Partial<AuditState> = {
  actor: '',
  action: '',
  project: '',
  target: '',
  outcome: undefined,
  from: '',
  to: '',
};

/** Who did what through which door, what was refused, and whether that record is whole. For auditors. */
export function AuditContent() {
  const { state, filters, query, update } = useAuditState();
  const { value, error, pending, refresh } = useAuditEntries(query);
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <PageBody intro="Who did what and when, through the portal, templates, the command line or the API, and what was refused.">
      {error && <LoadError error={error} what="the audit" onRetry={refresh} />}
      {pending && !value && <Loading what="the audit" />}
      {value && (
        <>
          <ChainSection />
          <Section
            title="Entries"
            hint="The newest first"
            actions={<ExportAudit filters={filters} />}
          >
            <AuditFilters state={state} onChange={update} />
            {value.items.length > 0 ? (
              <AuditTable entries={value.items} />
            ) : (
              <EmptyNote
                title={isFiltered ? 'Nothing matches' : 'Nothing happened yet'}
                action={
                  isFiltered && (
                    <Button onClick={() => update(CLEAR)}>
                      Clear the filters
                    </Button>
                  )
                }
              >
                {isFiltered
                  ? 'Who, action, project and target are looked for as whole words.'
                  : 'Whatever is asked for, done or refused is on record here.'}
              </EmptyNote>
            )}
            <Stack
              direction="row"
              justifyContent="flex-end"
              spacing={1}
              sx={{ mt: 1.5 }}
            >
              {state.before !== undefined && (
                <Button onClick={() => update({ before: undefined })}>
                  Newest
                </Button>
              )}
              {value.next !== null && (
                <Button
                  onClick={() => update({ before: value.next ?? undefined })}
                >
                  Older
                </Button>
              )}
            </Stack>
          </Section>
        </>
      )}
    </PageBody>
  );
}
