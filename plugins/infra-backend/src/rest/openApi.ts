import { routes, type RouteContract } from '@ironstage/plugin-infra-common';
import { z } from 'zod';

const schemaOf = (schema: z.ZodType, io: 'input' | 'output') =>
  z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    unrepresentable: 'any',
    io,
  });

function parameters(route: RouteContract) {
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const query = route.query && schemaOf(route.query, 'input');
  const inQuery = Object.entries(query?.properties ?? {}).map(
    ([name, schema]) => ({ name, in: 'query', required: false, schema }),
  );
  return [...inPath, ...inQuery];
}

const json = (schema: unknown) => ({ 'application/json': { schema } });

/** The contract as an OpenAPI 3.1 document. */
export function openApiDocument() {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [operationId, route] of Object.entries<RouteContract>(routes)) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = {
      ...paths[path],
      [route.method]: {
        operationId,
        summary: route.summary,
        description: `Permission: ${route.permission}`,
        parameters: parameters(route),
        ...(route.body
          ? {
              requestBody: {
                required: true,
                content: json(schemaOf(route.body, 'input')),
              },
            }
          : {}),
        responses: {
          [route.status]: {
            description: 'Success',
            content: json(schemaOf(route.response, 'output')),
          },
          default: {
            description: 'An error with a name and one plain sentence',
          },
        },
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Ironstage', version: '1' },
    servers: [{ url: '/api/infra' }],
    paths,
  };
}
