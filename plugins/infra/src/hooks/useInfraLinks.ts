import { useRouteRef } from '@backstage/core-plugin-api';
import { useMemo } from 'react';
import {
  capacityRouteRef,
  inventoryRouteRef,
  operationRouteRef,
  operationsRouteRef,
  projectRouteRef,
  projectsRouteRef,
  racksRouteRef,
  templateRouteRef,
  topologyRouteRef,
} from '../routes';

/** The golden paths the pages lead to. */
export type GoldenPath = 'create-project' | 'provision-vm' | 'request-gpu';

/** Addresses of the plugin's pages and of the forms they lead to. */
export function useInfraLinks() {
  const inventory = useRouteRef(inventoryRouteRef);
  const capacity = useRouteRef(capacityRouteRef);
  const projects = useRouteRef(projectsRouteRef);
  const project = useRouteRef(projectRouteRef);
  const operations = useRouteRef(operationsRouteRef);
  const operation = useRouteRef(operationRouteRef);
  const racks = useRouteRef(racksRouteRef);
  const topology = useRouteRef(topologyRouteRef);
  const template = useRouteRef(templateRouteRef);
  return useMemo(
    () => ({
      inventory: (query: Record<string, string> = {}) => {
        const text = new URLSearchParams(query).toString();
        return text ? `${inventory()}?${text}` : inventory();
      },
      capacity: () => capacity(),
      racks: (query: Record<string, string> = {}) => {
        const text = new URLSearchParams(query).toString();
        return text ? `${racks()}?${text}` : racks();
      },
      /** what goes down with something; the whole graph when it is undefined */
      topology: (target?: string) =>
        target
          ? `${topology()}?${new URLSearchParams({ target })}`
          : topology(),
      projects: () => projects(),
      project: (name: string) => project({ name }),
      operations: (query: Record<string, string> = {}) => {
        const text = new URLSearchParams(query).toString();
        return text ? `${operations()}?${text}` : operations();
      },
      operation: (id: string) => operation({ id }),
      /** the form of a golden path with some fields filled in; undefined without a scaffolder */
      goldenPath: (name: GoldenPath, formData: Record<string, unknown> = {}) =>
        template &&
        `${template({
          namespace: 'default',
          templateName: name,
        })}?formData=${encodeURIComponent(JSON.stringify(formData))}`,
    }),
    [
      inventory,
      capacity,
      racks,
      topology,
      projects,
      project,
      operations,
      operation,
      template,
    ],
  );
}
