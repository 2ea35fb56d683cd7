import {
  checkInstanceName,
  checkSshPublicKey,
  type InstanceCreateInput,
  type Problem,
  type ProjectBinding,
  type Resource,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import type { InfraConfig } from '../../config/InfraConfig';
import type { KnexSshKeyStore } from '../../sshKeys/KnexSshKeyStore';
import type { InventoryStore } from '../../inventory/InventoryStore';
import type { ProjectStore } from '../../projects/ProjectStore';
import { checkImage } from './checkImage';
import type { Fit } from '../../capacity/Fit';
import type { Lookup } from './Lookup';
import { problem, problemsOf } from '../../operations/problem';
import type { Quota } from '../../projects/Quota';
import type { Decided, Requester } from '../../operations/OperationDefinition';
import type { OperationStore } from '../../operations/OperationStore';
import type { InstancePlan } from '../steps/instanceSteps';

/** What an operation that makes an instance has to have checked. */
export class InstanceGuardrails {
  constructor(
    readonly lookup: Lookup,
    private readonly services: {
      fit: Fit;
      quota: Quota;
      projects: ProjectStore;
      inventory: InventoryStore;
      operations: OperationStore;
      sshKeys: KnexSshKeyStore;
      config: InfraConfig;
    },
  ) {}

  /** Checks what needs no look-up, and finds the project's place at a provider. */
  async findPlace(
    input: Pick<
      InstanceCreateInput,
      'name' | 'sshPublicKey' | 'project' | 'provider'
    >,
    requester: Requester,
  ) {
    const problems = this.checkForm(input);
    const project = await this.lookup.project(input.project, requester);
    if (!project.value) {
      return { problems: [...problems, ...project.problems] };
    }
    const place = this.lookup.binding(project.value, input.provider);
    problems.push(
      ...problemsOf(place),
      ...(await this.checkNameFree(input.name, project.value.name)),
    );
    return {
      problems,
      place: place.value && { project: project.value, ...place.value },
    };
  }

  /** Puts together what the steps need. */
  planOf(
    input: { name: string; sshPublicKey: string },
    found: {
      binding: ProjectBinding;
      flavor: Resource;
      image: Resource;
      network: Resource;
      takes: ResourceVector;
      leaseDays: number;
    },
  ): InstancePlan {
    const idAndName = ({ externalId, name }: Resource) => ({
      externalId,
      name,
    });
    return {
      name: input.name,
      projectExternalId: found.binding.externalId,
      flavor: idAndName(found.flavor),
      image: idAndName(found.image),
      networkExternalIds: [found.network.externalId],
      sshPublicKey: input.sshPublicKey.trim(),
      leaseDays: found.leaseDays,
      vector: found.takes,
    };
  }

  private checkForm(input: { name: string; sshPublicKey: string }): Problem[] {
    return [
      ...checkInstanceName(input.name, this.services.config.naming),
      ...checkSshPublicKey(input.sshPublicKey),
    ];
  }

  /** Finds the image and the networks, and checks that they go with the flavor. */
  async findParts(
    input: Pick<InstanceCreateInput, 'image' | 'network'>,
    binding: ProjectBinding,
    flavor: Resource | undefined,
  ) {
    const image = await this.lookup.usable('image', input.image, binding);
    const wantedNetwork = input.network ?? binding.networkExternalId;
    const network = wantedNetwork
      ? await this.lookup.usable('network', wantedNetwork, binding)
      : {
          problems: [
            problem(
              'network',
              'The project has no network of its own: choose one.',
            ),
          ],
        };
    const problems = problemsOf(image, network);
    if (network.value?.attributes.external === true) {
      problems.push(
        problem(
          'network',
          `"${network.value.name}" is an external network; instances go on an internal one.`,
          'policy',
        ),
      );
    }
    if (image.value) {
      problems.push(...checkImage(image.value, flavor, 'flavor'));
    }
    return { image: image.value, network: network.value, problems };
  }

  /** Quota and room, before anything is locked; the admission checks both again. */
  async checkRoom(decided: Decided<InstancePlan>): Promise<Problem[]> {
    const project = await this.services.projects.find(decided.project);
    if (!project || !decided.takes) {
      return [];
    }
    const { takes, takesField } = decided;
    const quota = await this.services.quota.check(project, takes, takesField);
    return quota.length > 0
      ? quota
      : this.services.fit.check(decided.provider, takes, takesField);
  }

  /** The checks that only hold while nobody else is admitted. */
  async admit(
    decided: Decided<InstancePlan>,
    admission: {
      operationId: string;
      requester: Requester;
      tx: Knex.Transaction;
    },
  ): Promise<Problem[]> {
    const { projects, quota, fit, operations, sshKeys } = this.services;
    const { tx } = admission;
    const project = await projects.find(decided.project, tx);
    if (!project || !decided.takes) {
      return [problem('project', `There is no project "${decided.project}".`)];
    }
    const { takes, takesField } = decided;
    const problems = await quota.check(project, takes, takesField, tx);
    if (problems.length === 0) {
      problems.push(
        ...(await fit.check(decided.provider, takes, takesField, tx)),
      );
    }
    const open = await operations.openOperations(decided.project, tx);
    if (open.some(({ plan }) => plan.name === decided.plan.name)) {
      problems.push(takenName(decided.plan.name, decided.project));
    }
    if (problems.length === 0) {
      await projects.reserve(
        {
          operationId: admission.operationId,
          project: decided.project,
          provider: decided.provider,
          vector: takes,
        },
        tx,
      );
      await sshKeys.remember(
        admission.requester.ref,
        decided.plan.sshPublicKey,
        tx,
      );
    }
    return problems;
  }

  /** An instance name may be used once in a project. */
  private async checkNameFree(
    name: string,
    project: string,
  ): Promise<Problem[]> {
    const { items } = await this.services.inventory.list(
      {
        kind: ['instance'],
        project: [project],
        q: name,
        sort: 'name',
        limit: 200,
        offset: 0,
      },
      'all',
    );
    return items.some(row => row.name === name)
      ? [takenName(name, project)]
      : [];
  }
}

function takenName(name: string, project: string): Problem {
  return problem(
    'name',
    `There is already an instance "${name}" in ${project}.`,
  );
}
