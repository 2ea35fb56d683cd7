import type { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_PROJECT,
  ANNOTATION_RESOURCE_REF,
} from '@ironstage/plugin-infra-common';
import { projects, resources } from './estate';

const instance = resources.find(row => row.name === 'web-6');

/** The few catalog entities pages link to. */
export const entities: Entity[] = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: 'web-6',
      namespace: 'default',
      uid: 'uid-web-6',
      description: 'Instance web-6',
      annotations: { [ANNOTATION_RESOURCE_REF]: instance?.ref ?? '' },
    },
    spec: { type: 'infra-instance', owner: 'group:default/payments' },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: {
      name: projects[0].name,
      namespace: 'default',
      uid: 'uid-project',
      annotations: { [ANNOTATION_PROJECT]: projects[0].name },
    },
    spec: { type: 'infra-project', owner: 'group:default/payments' },
  },
];

const field = (title: string, type: string, uiField: string) => ({
  title,
  type,
  'ui:field': uiField,
});

/** The form of `provision-vm`, as the scaffolder back end would give it. */
export const provisionVmForm = {
  title: 'Get a VM',
  description: 'A virtual machine with your key on it',
  steps: [
    {
      title: 'What you need',
      schema: {
        required: ['project', 'name', 'flavor', 'image', 'sshPublicKey'],
        properties: {
          project: field('Project', 'string', 'InfraProjectPicker'),
          name: field('Name', 'string', 'InfraNamePicker'),
          flavor: field('Flavor', 'string', 'InfraFlavorPicker'),
          image: field('Image', 'string', 'InfraImagePicker'),
          network: field('Network', 'string', 'InfraNetworkPicker'),
          sshPublicKey: field('Public SSH key', 'string', 'InfraSshKeyField'),
          leaseDays: field('Days', 'number', 'InfraLeasePicker'),
        },
      },
    },
  ],
};

function token(user: string): string {
  const encode = (value: unknown) =>
    Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 3600;
  return `${encode({ alg: 'none' })}.${encode({ sub: user, exp })}.x`;
}

/** The session of a persona. */
export function session(user: string) {
  return {
    profile: { displayName: user.replace(/^.*\//, '') },
    backstageIdentity: {
      token: token(user),
      identity: {
        type: 'user',
        userEntityRef: user,
        ownershipEntityRefs: [user, 'group:default/payments'],
      },
    },
  };
}

/** Who a token was made for. */
export function userOf(authorization: string | undefined): string {
  const payload = authorization?.split('.')[1];
  return payload
    ? JSON.parse(Buffer.from(payload, 'base64url').toString()).sub
    : 'nobody';
}
