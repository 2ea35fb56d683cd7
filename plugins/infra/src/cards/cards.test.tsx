import type { Entity } from '@backstage/catalog-model';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import {
  ANNOTATION_PROJECT,
  ANNOTATION_RESOURCE_REF,
} from '@ironstage/plugin-infra-common';
import { screen } from '@testing-library/react';
import type { ReactElement } from 'react';
import { denied } from '../testing/errors';
import {
  anInstance,
  aProjectDetails,
  minutesFromNow,
} from '../testing/factories';
import { renderInfra } from '../__testUtils__/renderInfra';
import { InstanceCard } from './InstanceCard';
import { ProjectUsageCard } from './ProjectUsageCard';

function on(annotations: Record<string, string>, card: ReactElement) {
  const entity: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: { name: 'thing', annotations },
    spec: { type: 'infra-instance' },
  };
  return <EntityProvider entity={entity}>{card}</EntityProvider>;
}

describe('InstanceCard', () => {
  it('shows the live state of the instance the entity stands for', async () => {
    const getResource = jest.fn(async () =>
      anInstance({
        status: 'stopped',
        stale: true,
        lastSeenAt: minutesFromNow(-60),
      }),
    );
    renderInfra(
      on({ [ANNOTATION_RESOURCE_REF]: 'instance:os-eu1/1' }, <InstanceCard />),
      { getResource },
    );
    expect(await screen.findByText('Stopped')).toBeInTheDocument();
    expect(screen.getByText('10.20.0.14')).toBeInTheDocument();
    expect(screen.getByText('m1.medium')).toBeInTheDocument();
    expect(screen.getByText('Stale, seen 1 hour ago')).toBeInTheDocument();
    expect(getResource).toHaveBeenCalledWith(
      'instance:os-eu1/1',
      expect.anything(),
    );
  });

  it('says what is missing when the entity has no ref', async () => {
    renderInfra(on({}, <InstanceCard />), {});
    expect(
      await screen.findByText(
        /lacks the annotation ironstage.dev\/resource-ref/,
      ),
    ).toBeInTheDocument();
  });
});

describe('ProjectUsageCard', () => {
  it('shows the quota and leads to the project', async () => {
    renderInfra(
      on({ [ANNOTATION_PROJECT]: 'payments-dev' }, <ProjectUsageCard />),
      { getProject: async () => aProjectDetails() },
    );
    expect(
      await screen.findByRole('meter', { name: 'vCPU' }),
    ).toBeInTheDocument();
    expect(screen.getByText(/9 instances, 1 lease/)).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Open the project' }),
    ).toHaveAttribute('href', '/infra/projects/payments-dev');
  });

  it('tells who may not see the project so', async () => {
    renderInfra(
      on({ [ANNOTATION_PROJECT]: 'payments-dev' }, <ProjectUsageCard />),
      { getProject: denied },
    );
    expect(
      await screen.findByText('You may not see the project'),
    ).toBeInTheDocument();
  });
});
