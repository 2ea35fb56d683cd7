import { stringifyEntityRef } from '@backstage/catalog-model';
import { Progress } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import {
  scaffolderApiRef,
  SecretsContextProvider,
  useTemplateSecrets,
} from '@backstage/plugin-scaffolder-react';
import { Workflow } from '@backstage/plugin-scaffolder-react/alpha';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { RequestReview } from '@ironstage/plugin-infra/fields';
import { useState } from 'react';
import { Navigate, useNavigate } from 'react-router-dom';
import { requestFields } from './requestFields';
import { plainWords } from './plainWords';

/** How the form is checked: all at once, each problem at its field, by the field itself. */
const FORM = {
  noHtml5Validate: true,
  showErrorList: false as const,
  // the fields tell it; without this the form writes it to the console as well
  onError: () => {},
  transformErrors: plainWords,
  formContext: { fieldsTellProblems: true },
  uiSchema: { 'ui:hideError': true },
};

function Request(props: { namespace: string; name: string }) {
  const { namespace, name } = props;
  const scaffolder = useApi(scaffolderApiRef);
  const { secrets } = useTemplateSecrets();
  const task = useRouteRef(scaffolderPlugin.routes.ongoingTask);
  const navigate = useNavigate();
  const [sending, setSending] = useState(false);
  return (
    <>
      {sending && <Progress />}
      <Workflow
        namespace={namespace}
        templateName={name}
        extensions={requestFields}
        formProps={FORM}
        components={{ ReviewStateComponent: RequestReview }}
        onError={() => <Navigate to="/create" />}
        onCreate={async values => {
          setSending(true);
          try {
            const { taskId } = await scaffolder.scaffold({
              templateRef: stringifyEntityRef({
                kind: 'Template',
                namespace,
                name,
              }),
              values,
              secrets,
            });
            navigate(task?.({ taskId }) ?? '/create/tasks');
          } finally {
            setSending(false);
          }
        }}
      />
    </>
  );
}

/** The form of a golden path, whose fields are all the portal's own. */
export function RequestForm(props: {
  namespace: string;
  name: string;
  title: string;
}) {
  const { namespace, name, title } = props;
  return (
    <BreadcrumbEntry
      entry={{
        label: title,
        href: `/create/templates/${namespace}/${name}`,
      }}
    >
      <SecretsContextProvider>
        <Request namespace={namespace} name={name} />
      </SecretsContextProvider>
    </BreadcrumbEntry>
  );
}
