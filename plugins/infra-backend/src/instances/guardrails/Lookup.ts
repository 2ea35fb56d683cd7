import type {
  ProjectBinding,
  Resource,
  ResourceKind,
} from '@ironstage/plugin-infra-common';
import type { InfraProvider } from '@ironstage/plugin-infra-node';
import type { InventoryStore } from '../../inventory/InventoryStore';
import type { ProjectStore, StoredProject } from '../../projects/ProjectStore';
import type { ProviderRegistry } from '../../providers/ProviderRegistry';
import type { Requester } from '../../operations/OperationDefinition';
import { checkNamed } from './accelerators';
import { theOne } from '../../operations/lookup';
import { problem, type Found } from '../../operations/problem';

/** Turns the words of a request into things that exist, or into a problem of the right field. */
export class Lookup {
  constructor(
    private readonly projects: ProjectStore,
    private readonly inventory: InventoryStore,
    private readonly providers: ProviderRegistry,
  ) {}

  async project(
    name: string,
    { hiddenProject }: Pick<Requester, 'hiddenProject'>,
  ): Promise<Found<StoredProject>> {
    const project =
      name === hiddenProject ? undefined : await this.projects.find(name);
    if (!project) {
      return {
        problems: [
          problem('project', `There is no project "${name}"; create it first.`),
        ],
      };
    }
    if (project.state !== 'active') {
      return {
        problems: [
          problem(
            'project',
            `The project "${name}" is not ready: it is ${
              project.state === 'creating'
                ? 'still being created'
                : 'being deleted'
            }.`,
          ),
        ],
      };
    }
    return { value: project };
  }

  /** The project's place at a provider that can run instances. */
  binding(
    project: StoredProject,
    providerId: string | undefined,
  ): Found<{ provider: InfraProvider; binding: ProjectBinding }> {
    const places = project.bindings.map(one => one.provider);
    if (!providerId && places.length !== 1) {
      return {
        problems: [
          problem(
            'provider',
            places.length === 0
              ? `The project "${project.name}" is at no provider.`
              : `The project "${project.name}" is at ${places.join(
                  ' and ',
                )}: say which provider.`,
          ),
        ],
      };
    }
    const id = providerId ?? places[0];
    const binding = project.bindings.find(one => one.provider === id);
    const provider = this.providers.find(id);
    if (!binding || !provider) {
      return {
        problems: [
          problem(
            'provider',
            `The project "${
              project.name
            }" is not at the provider "${id}"; it is at ${
              places.join(', ') || 'none'
            }.`,
          ),
        ],
      };
    }
    if (!provider.instances) {
      return {
        problems: [
          problem(
            'provider',
            `The portal may not create instances at ${provider.title}.`,
            'policy',
          ),
        ],
      };
    }
    return { value: { provider, binding } };
  }

  /** A flavor, image or network that people of a project may use. */
  async usable(
    kind: Extract<ResourceKind, 'flavor' | 'image' | 'network'>,
    wanted: string,
    binding: ProjectBinding,
  ): Promise<Found<Resource>> {
    const found = await this.inventory.resolve(kind, binding.provider, wanted);
    const usable = found.filter(
      row =>
        kind === 'flavor' ||
        row.attributes.shared === true ||
        row.projectExternalId === binding.externalId,
    );
    const one = theOne(usable, { kind, wanted, at: binding.provider });
    if (!one.value) {
      return one;
    }
    const provider = this.providers.find(binding.provider);
    const problems = checkNamed(one.value, provider?.configKey ?? 'infra');
    return problems.length > 0 ? { problems } : one;
  }
}
