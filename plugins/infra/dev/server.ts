import { routes, type RouteName } from '@ironstage/plugin-infra-common';
import { readFileSync, existsSync } from 'node:fs';
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { extname, join } from 'node:path';
import { parse } from 'yaml';
import { answers, Refusal } from './infraAnswers';
import { entities, provisionVmForm, session, userOf } from './portalAnswers';
import { VARIANTS, type Variant } from './variant';

const PORT = 7107;
const DIST = join(__dirname, '../../../packages/app/dist');
const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.html': 'text/html',
};

let variant: Variant = 'many';

function send(res: ServerResponse, status: number, body: unknown) {
  res.writeHead(status, { 'content-type': 'application/json' });
  res.end(JSON.stringify(body));
}

async function bodyOf(req: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of req) {
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString();
  return text ? JSON.parse(text) : {};
}

function matchRoute(method: string, path: string) {
  for (const [name, route] of Object.entries(routes)) {
    const names: string[] = [];
    const pattern = route.path.replace(/:(\w+)/g, (_, param) => {
      names.push(param);
      return '([^/]+)';
    });
    const match = new RegExp(`^${pattern}$`).exec(path);
    if (match && route.method === method.toLowerCase()) {
      const values = match.slice(1).map(decodeURIComponent);
      return {
        name: name as RouteName,
        params: Object.fromEntries(names.map((key, i) => [key, values[i]])),
      };
    }
  }
  return undefined;
}

async function infra(req: IncomingMessage, res: ServerResponse, url: URL) {
  const path = url.pathname.replace('/api/infra', '');
  const found = matchRoute(req.method ?? 'GET', path);
  const answer = found && answers[found.name];
  try {
    if (!found || !answer) {
      throw new Refusal(404, 'NotFoundError', `No answer for ${path}`);
    }
    if (variant === 'error') {
      throw new Refusal(
        503,
        'ServiceUnavailableError',
        'The inventory database is being moved. Try again in a few minutes.',
      );
    }
    const query: Record<string, string | string[]> = {};
    for (const key of new Set(url.searchParams.keys())) {
      const values = url.searchParams.getAll(key);
      query[key] = values.length > 1 ? values : values[0];
    }
    const value = answer({
      params: found.params,
      query,
      body: await bodyOf(req),
      variant,
      user: userOf(req.headers.authorization),
    });
    const route = routes[found.name];
    send(res, route.status, route.response.parse(value));
  } catch (error) {
    const refusal = error instanceof Refusal ? error : undefined;
    if (!refusal) {
      process.stderr.write(`${path}: ${error}\n`);
    }
    send(res, refusal?.status ?? 500, {
      error: {
        name: refusal?.name ?? 'Error',
        message: String((error as Error).message),
      },
    });
  }
}

async function portal(req: IncomingMessage, res: ServerResponse, url: URL) {
  const path = url.pathname;
  if (path === '/api/auth/persona/refresh') {
    return send(res, 200, session(String(req.headers['x-ironstage-persona'])));
  }
  if (path === '/api/permission/authorize') {
    const { items = [] } = await bodyOf(req);
    return send(res, 200, {
      items: items.map(({ id }: { id: string }) => ({ id, result: 'ALLOW' })),
    });
  }
  if (path.endsWith('/parameter-schema')) {
    return send(res, 200, provisionVmForm);
  }
  if (path.startsWith('/api/catalog/entities/by-name/')) {
    const entity = entities.find(
      one =>
        path.endsWith(`/${one.metadata.name}`) &&
        path.includes(`/${one.kind.toLowerCase()}/`),
    );
    return entity ? send(res, 200, entity) : send(res, 404, {});
  }
  if (path === '/api/catalog/entities/by-refs') {
    const { entityRefs = [] } = await bodyOf(req);
    return send(res, 200, { items: entityRefs.map(() => null) });
  }
  if (path === '/api/catalog/entities/by-query') {
    return send(res, 200, { items: entities, totalItems: 2, pageInfo: {} });
  }
  if (path === '/api/catalog/entities') {
    const wanted = decodeURIComponent(url.searchParams.get('filter') ?? '');
    return send(
      res,
      200,
      entities.filter(({ metadata }) =>
        Object.values(metadata.annotations ?? {}).some(
          value => value !== '' && wanted.endsWith(value),
        ),
      ),
    );
  }
  return send(res, 404, { error: { name: 'NotFoundError', message: path } });
}

/** The start page with the configuration in it, as the app back end serves it. */
function startPage(): string {
  const data = parse(readFileSync(join(__dirname, 'app-config.yaml'), 'utf8'));
  const config = JSON.stringify([{ context: 'app-config.yaml', data }]);
  return readFileSync(join(DIST, 'index.html'), 'utf8').replace(
    '</head>',
    `<script type="backstage.io/config">${config}</script></head>`,
  );
}

function page(res: ServerResponse, url: URL) {
  const file = join(DIST, url.pathname);
  const isFile = extname(url.pathname) !== '' && existsSync(file);
  const type = isFile ? TYPES[extname(file)] : TYPES['.html'];
  res.writeHead(200, { 'content-type': type ?? 'application/octet-stream' });
  res.end(isFile ? readFileSync(file) : startPage());
}

createServer(async (req, res) => {
  const url = new URL(req.url ?? '/', `http://localhost:${PORT}`);
  const change = /^\/__variant\/(\w+)$/.exec(url.pathname);
  if (change) {
    variant = VARIANTS.find(one => one === change[1]) ?? variant;
    send(res, 200, { variant });
  } else if (url.pathname.startsWith('/api/infra/')) {
    await infra(req, res, url);
  } else if (url.pathname.startsWith('/api/')) {
    await portal(req, res, url);
  } else {
    page(res, url);
  }
}).listen(PORT, () => {
  process.stdout.write(`Look at http://localhost:${PORT}\n`);
});
