import {
  OPERATION_INPUTS,
  operationRequestSchema,
  routes,
  type RouteContract,
} from '@ironstage/plugin-infra-common';
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

const answer = ({ response, types }: RouteContract) => {
  const schema = schemaOf(response, 'output');
  return types
    ? Object.fromEntries(types.map(type => [type, { schema }]))
    : json(schema);
};

/** Every type of operation with its input; which there are is not part of the route's schema. */
const operationRequest = () => ({
  oneOf: Object.entries(OPERATION_INPUTS).map(([type, input]) => ({
    title: type,
    type: 'object',
    properties: { type: { const: type }, input: schemaOf(input, 'input') },
    required: ['type', 'input'],
    additionalProperties: false,
  })),
});

const requestBody = (body: z.ZodType) => ({
  required: true,
  content: json(
    body === operationRequestSchema
      ? operationRequest()
      : schemaOf(body, 'input'),
  ),
});

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
        ...(route.body ? { requestBody: requestBody(route.body) } : {}),
        responses: {
          [route.status]: {
            description: 'Success',
            content: answer(route),
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
