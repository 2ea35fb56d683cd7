import { stringifyEntityRef } from '@backstage/catalog-model';
import { Progress } from '@backstage/core-components';
import { useTemplateParameterSchema } from '@backstage/plugin-scaffolder-react/alpha';
import { lazy, Suspense, type ReactNode } from 'react';
import { matchPath, useParams } from 'react-router-dom';
import { isRequest } from './requestFields';

const RequestForm = lazy(() =>
  import('./RequestForm').then(m => ({ default: m.RequestForm })),
);

function TemplatePage(props: {
  namespace: string;
  name: string;
  others: ReactNode;
}) {
  const { namespace, name, others } = props;
  const { manifest, loading } = useTemplateParameterSchema(
    stringifyEntityRef({ kind: 'Template', namespace, name }),
  );
  if (loading) {
    return <Progress />;
  }
  return manifest && isRequest(manifest) ? (
    <Suspense fallback={<Progress />}>
      <RequestForm namespace={namespace} name={name} title={manifest.title} />
    </Suspense>
  ) : (
    <>{others}</>
  );
}

/**
 * The templates' pages: the scaffolder's own, but for the forms of golden paths.
 *
 * @param props - others: the scaffolder's pages
 */
export function TemplatePages({ others }: { others: ReactNode }) {
  const rest = useParams()['*'] ?? '';
  const { namespace, name } =
    matchPath('/:namespace/:name', `/${rest}`)?.params ?? {};
  return namespace && name ? (
    <TemplatePage namespace={namespace} name={name} others={others} />
  ) : (
    <>{others}</>
  );
}
