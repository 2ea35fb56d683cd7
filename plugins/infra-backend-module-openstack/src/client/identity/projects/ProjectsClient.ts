import {
  fieldOf,
  orUndefined,
  readRows,
  type OnOddRow,
} from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import type { OpenStackTransport } from '../../transport/OpenStackTransport';
import { PAGE_SIZE } from '../../transport/pages';
import { projectSchema, type WireProject } from './types';

/** the most that Keystone sends at a time, where it pages */
const LIMIT = 1000;

const one = z.object({ project: projectSchema });
const some = z.object({
  projects: z.array(z.unknown()),
  truncated: z.boolean().nullish(),
  links: z.object({ next: z.string().nullish() }).nullish(),
});

/** Keystone's projects. Source: identity API v3. */
export class ProjectsClient {
  constructor(private readonly transport: OpenStackTransport) {}

  /**
   * All projects of all domains; domains themselves, which Keystone also calls projects, are left out.
   *
   * Up to 2024.2 Keystone ignores `limit` and `marker` and sends all, unless the operator cut
   * lists short, which it marks as truncated. From 2025.1 it pages.
   */
  async *pages(
    signal: AbortSignal,
    onOdd?: OnOddRow,
  ): AsyncGenerator<WireProject[]> {
    const seen = new Set<string>();
    let marker: string | undefined;
    for (;;) {
      const page = await this.transport.call(
        {
          service: 'identity',
          method: 'GET',
          path: '/projects',
          query: { limit: String(LIMIT), marker },
          signal,
        },
        some,
      );
      const ids = page.projects.map(project => fieldOf(project, 'id'));
      const fresh = page.projects.filter((_, at) => !seen.has(ids[at] ?? ''));
      const known = seen.size;
      ids.forEach(id => id !== undefined && seen.add(id));
      const rows = readRows(fresh, projectSchema, onOdd).filter(
        project => !project.is_domain,
      );
      for (let at = 0; at < rows.length; at += PAGE_SIZE) {
        yield rows.slice(at, at + PAGE_SIZE);
      }
      const cut = Boolean(page.truncated || page.links?.next);
      const more = seen.size > known;
      if (cut && !more) {
        throw this.transport.error(
          'misconfigured',
          `Keystone of ${this.transport.config.id} cuts its list of projects short; its list_limit must be raised.`,
        );
      }
      if (!more || (!cut && page.projects.length !== LIMIT)) {
        return;
      }
      marker = ids.filter(id => id !== undefined).pop();
    }
  }

  async get(id: string, signal: AbortSignal): Promise<WireProject | undefined> {
    const found = await orUndefined(
      this.transport.call(
        {
          service: 'identity',
          method: 'GET',
          path: '/projects/{id}',
          params: { id },
          signal,
        },
        one,
      ),
    );
    return found?.project;
  }

  /** By exact name within a domain, where names are unique. */
  async findByName(
    name: string,
    domainId: string,
    signal: AbortSignal,
  ): Promise<WireProject | undefined> {
    const { projects } = await this.transport.call(
      {
        service: 'identity',
        method: 'GET',
        path: '/projects',
        query: { name, domain_id: domainId },
        signal,
      },
      some,
    );
    return readRows(projects, projectSchema).find(
      project => project.name === name,
    );
  }

  async create(
    project: {
      name: string;
      domainId: string;
      description: string;
      tags: string[];
    },
    signal: AbortSignal,
  ): Promise<WireProject> {
    const made = await this.transport.call(
      {
        service: 'identity',
        method: 'POST',
        path: '/projects',
        body: {
          project: {
            name: project.name,
            domain_id: project.domainId,
            description: project.description,
            enabled: true,
            tags: project.tags,
          },
        },
        signal,
      },
      one,
    );
    return made.project;
  }

  /** Removes nothing in other services: their objects must be gone before. */
  async remove(id: string, signal: AbortSignal): Promise<void> {
    await orUndefined(
      this.transport.send({
        service: 'identity',
        method: 'DELETE',
        path: '/projects/{id}',
        params: { id },
        signal,
      }),
    );
  }
}
