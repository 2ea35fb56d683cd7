// Loaded into the back end before anything else (`node --require`), by the test of its routes: writes down every
// route that the process serves, whoever added it, into the file that IRONSTAGE_ROUTES_FILE names.
const { writeFileSync } = require('node:fs');
const http = require('node:http');
const Module = require('node:module');

const handlers = [];
const { createServer } = http;
http.createServer = (...args) => {
  handlers.push(...args.filter(arg => typeof arg === 'function'));
  return createServer.apply(http, args);
};

/** Routes of routers that stand behind a function of somebody's own: where they are mounted can't be told. */
const routesOf = new Map();
const load = Module._load;
Module._load = (request, parent, isMain) => {
  const loaded = load(request, parent, isMain);
  const make = loaded?.Router?.route ? loaded.Router : undefined;
  if (make && !make.recorded) {
    make.recorded = true;
    const { route } = make;
    make.route = function record(path) {
      const made = route.call(this, path);
      routesOf.set(this, [...(routesOf.get(this) ?? []), made]);
      return made;
    };
  }
  return loaded;
};

/** `^\/api\/infra\/?(?=\/|$)` → `/api/infra`; what a mount's expression was made from. */
function mountPath(layer) {
  if (layer.regexp.fast_slash) {
    return '';
  }
  let nth = 0;
  return layer.regexp.source
    .replace(/^\^/, '')
    .replace(/\\\/\?\(\?=\\\/\|\$\)$/, '')
    .replace(/\(\?:\\?\/?\(\[\^\\?\/\]\+\?\)\)|\(\[\^\\?\/\]\+\?\)/g, () => {
      const name = layer.keys[nth]?.name ?? nth;
      nth += 1;
      return `:${name}`;
    })
    .replace(/\\(.)/g, '$1');
}

function add({ path, methods }, prefix, found) {
  for (const one of [path].flat()) {
    for (const method of Object.keys(methods)) {
      found.add(`${method.toUpperCase()} ${prefix}${one}`);
    }
  }
}

const reached = new Set();

function walk(stack, prefix, found) {
  for (const layer of stack) {
    if (layer.route) {
      reached.add(layer.route);
      add(layer.route, prefix, found);
    } else if (layer.handle?.stack) {
      walk(layer.handle.stack, prefix + mountPath(layer), found);
    }
  }
}

function routes() {
  const found = new Set();
  for (const handler of handlers) {
    const stack = handler._router?.stack ?? handler.stack;
    if (stack) {
      walk(stack, '', found);
    }
  }
  for (const route of [...routesOf.values()].flat()) {
    if (!reached.has(route)) {
      add(route, '?', found);
    }
  }
  return [...found].sort();
}

let written = 0;
setInterval(() => {
  const now = routes();
  if (now.length !== written) {
    written = now.length;
    writeFileSync(process.env.IRONSTAGE_ROUTES_FILE, JSON.stringify(now));
  }
}, 1000).unref();
