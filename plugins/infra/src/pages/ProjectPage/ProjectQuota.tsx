import { usePermission } from '@backstage/plugin-permission-react';
import {
  infraQuotaRequestPermission,
  type ProjectDetails,
} from '@ironstage/plugin-infra-common';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { Section, UsageBars } from '../../components';
import { QuotaChanges } from './QuotaChanges';
import { QuotaDialog } from './QuotaDialog';

/** What a project may have and has of it, how that changed, and where to ask for more. */
export function ProjectQuota({ project }: { project: ProjectDetails }) {
  const [asking, setAsking] = useState(false);
  const { allowed } = usePermission({
    permission: infraQuotaRequestPermission,
    resourceRef: project.name,
  });
  return (
    <Section
      title="Quota"
      hint="Reserved is held by operations that have not ended"
      actions={
        allowed &&
        project.state === 'active' && (
          <Button
            variant="outlined"
            size="small"
            onClick={() => setAsking(true)}
          >
            Change the quota
          </Button>
        )
      }
    >
      <UsageBars usage={project.usage} />
      <QuotaChanges project={project.name} />
      {asking && (
        <QuotaDialog
          usage={project.usage}
          places={project.bindings.map(one => one.provider)}
          onClose={() => setAsking(false)}
        />
      )}
    </Section>
  );
}
