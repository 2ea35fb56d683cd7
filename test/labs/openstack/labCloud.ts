import { mockServices } from '@backstage/backend-test-utils';
import {
  readOpenStackConfigs,
  type OpenStackConfig,
} from '@ironstage/plugin-infra-backend-module-openstack';

/** Where the lab is and who may do what there, from the variables that `env.sh` prints. */
export interface LabCloud {
  authUrl: string;
  region: string;
  /** `zed`, `2026.2` */
  release: string;
  /** whose token shows the admin all bare metal: his own, or one of the system */
  metal: 'account' | 'system';
  admin: { username: string; password: string; project: string };
  /** bound to a project, role admin; sees bare metal */
  applicationCredential: { id: string; secret: string };
}

/** @returns undefined when the variables are not set: the lab is not there, and its tests are skipped */
export function labCloud(
  env: NodeJS.ProcessEnv = process.env,
): LabCloud | undefined {
  const {
    OS_AUTH_URL: authUrl,
    OS_REGION_NAME: region,
    LAB_RELEASE: release = 'zed',
    LAB_METAL: metal = 'account',
    OS_USERNAME: username,
    OS_PASSWORD: password,
    OS_PROJECT_NAME: project,
    LAB_APP_CREDENTIAL_ID: id,
    LAB_APP_CREDENTIAL_SECRET: secret,
  } = env;
  if (
    !authUrl ||
    !region ||
    !username ||
    !password ||
    !project ||
    !id ||
    !secret
  ) {
    return undefined;
  }
  return {
    authUrl,
    region,
    release,
    metal: metal === 'system' ? metal : 'account',
    admin: { username, password, project },
    applicationCredential: { id, secret },
  };
}

/** The provider's configuration for the lab, as it would stand under `infra.openstack`. */
export function labConfig(
  lab: LabCloud,
  changes: Record<string, unknown> = {},
): OpenStackConfig {
  const [config] = readOpenStackConfigs(
    mockServices.rootConfig({
      data: {
        infra: {
          openstack: [
            {
              id: 'os-lab',
              title: 'OpenStack lab',
              site: 'lab1',
              authUrl: lab.authUrl,
              region: lab.region,
              auth: { type: 'password', ...lab.admin },
              gpuModels: {
                VGPU: 'a100',
                CUSTOM_PCI_10DE_20B5: 'a100',
                a100: 'a100',
                CUSTOM_GPU_H100: 'h100',
              },
              network: {
                externalNetwork: 'public',
                dnsServers: ['192.0.2.53'],
                floatingIps: { perProject: 1 },
              },
              firewall: { sshFrom: ['192.0.2.0/24', '2001:db8::/32'] },
              quota: { networks: 2, floatingIps: 1 },
              ...(lab.metal === 'system' &&
                !changes.auth && { baremetal: { scope: 'system' } }),
              ...changes,
            },
          ],
        },
      },
    }),
  );
  return config;
}
