import { useMemo } from 'react';
import { useOwnerRefs, useProjects } from '../hooks';
import { describeVector } from '../lib/dimensions';
import { ChoiceField, type Choice } from './ChoiceField';
import type { TextFieldProps } from './fieldSchemas';

/** As many as one request gives. */
const LIMIT = 200;

/** Chooses a project; the reader's own come first, each with what is left of its quota. */
export function InfraProjectPicker(props: TextFieldProps) {
  const { value, error, refresh } = useProjects({ limit: LIMIT });
  const owners = useOwnerRefs().value;
  const choices = useMemo(() => {
    if (!value || !owners) {
      return undefined;
    }
    return value.items
      .map(
        (project): Choice => ({
          value: project.name,
          label: project.name,
          detail:
            project.state === 'active'
              ? `Left: ${
                  describeVector(project.usage.free) || 'nothing of its quota'
                }`
              : `Can not be used while it is ${project.state}`,
          group: owners.includes(project.owner.toLowerCase())
            ? 'My projects'
            : 'Other projects',
          disabled: project.state !== 'active',
        }),
      )
      .sort((a, b) => (a.group ?? '').localeCompare(b.group ?? ''));
  }, [value, owners]);
  return (
    <ChoiceField
      field={props}
      title="Project"
      choices={choices}
      error={error}
      onRetry={refresh}
      nothing="There is no project yet; create one first"
      takeOnly
    />
  );
}
