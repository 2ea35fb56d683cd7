import { deleted, invalid, json, noMatch } from '../http/reply';
import { admin, type MaasCall, type Resource } from '../http/resource';
import { list, required } from '../http/values';
import { controllerView, regionView } from '../controllers/controllerView';
import type { MaasContext } from '../MaasContext';
import { sees } from '../machines/access';
import { machineView } from '../machines/machineView';
import type { NodeRow, TagRow } from '../rows';
import { isXPath, matchesTag } from './tagDefinition';
import { tagView } from './views';

function tagOf(call: MaasCall, context: MaasContext): TagRow {
  const row = context.tables.tags.get(call.params.name);
  if (!row) {
    throw noMatch('Tag');
  }
  return row;
}

function checkDefinition(definition: string): void {
  if (definition && !isXPath(definition)) {
    throw invalid({
      definition: ['Invalid xpath expression: Invalid expression'],
    });
  }
}

/** Puts a tag with a definition on the machines that fit it, and only those. */
export function rebuild(tag: TagRow, context: MaasContext): number {
  let rebuilt = 0;
  for (const node of context.tables.nodes.all()) {
    const fits = node.commissioned && matchesTag(tag.definition, node);
    if (fits !== node.tags.includes(tag.id)) {
      const tags = fits
        ? [...node.tags, tag.id]
        : node.tags.filter(name => name !== tag.id);
      context.change(node, { tags });
    }
    rebuilt += 1;
  }
  return rebuilt;
}

function create(call: MaasCall, context: MaasContext) {
  const name = required(call.data, 'name');
  if (!/^[a-zA-Z0-9_-]+$/.test(name)) {
    throw invalid({ name: ['Invalid tag name (only a-z, 0-9, _ and -).'] });
  }
  if (context.tables.tags.get(name)) {
    throw invalid({ name: ['Tag with this Name already exists.'] });
  }
  const definition = call.data.get('definition') ?? '';
  checkDefinition(definition);
  const tag = context.tables.tags.insert({
    id: name,
    comment: call.data.get('comment') ?? '',
    definition,
    kernelOpts: call.data.get('kernel_opts') ?? '',
  });
  if (definition) {
    rebuild(tag, context);
  }
  return json(tagView(tag));
}

function update(call: MaasCall, context: MaasContext) {
  const tag = tagOf(call, context);
  const { data } = call;
  const definition = data.get('definition');
  checkDefinition(definition ?? '');
  const name = data.get('name') ?? tag.id;
  const renamed = name !== tag.id;
  if (renamed && context.tables.tags.get(name)) {
    throw invalid({ name: ['Tag with this Name already exists.'] });
  }
  const next = {
    id: name,
    comment: data.get('comment') ?? tag.comment,
    definition: definition ?? tag.definition,
    kernelOpts: data.get('kernel_opts') ?? tag.kernelOpts,
  };
  if (renamed) {
    for (const node of context.tables.nodes.all()) {
      if (node.tags.includes(tag.id)) {
        context.change(node, {
          tags: node.tags.map(own => (own === tag.id ? name : own)),
        });
      }
    }
    context.tables.tags.delete(tag.id);
    context.tables.tags.insert(next);
  } else {
    context.tables.tags.update(tag, next);
  }
  const stored = context.tables.tags.get(name)!;
  if (definition) {
    rebuild(stored, context);
  }
  return json(tagView(stored));
}

function remove(call: MaasCall, context: MaasContext) {
  const tag = tagOf(call, context);
  for (const node of context.tables.nodes.all()) {
    if (node.tags.includes(tag.id)) {
      context.change(node, { tags: node.tags.filter(own => own !== tag.id) });
    }
  }
  context.tables.tags.delete(tag.id);
  return deleted();
}

/** `op=update_nodes`: how many were given, and how many lost, the tag. */
function updateNodes(call: MaasCall, context: MaasContext) {
  const tag = tagOf(call, context);
  const nodes = (name: string) =>
    list(call.data, name).flatMap(id => context.tables.nodes.get(id) ?? []);
  const added = nodes('add');
  const removed = nodes('remove');
  for (const node of added.filter(item => !item.tags.includes(tag.id))) {
    context.change(node, { tags: [...node.tags, tag.id] });
  }
  for (const node of removed.filter(item => item.tags.includes(tag.id))) {
    context.change(node, { tags: node.tags.filter(own => own !== tag.id) });
  }
  return json({ added: added.length, removed: removed.length });
}

export function tagResources(context: MaasContext): Resource[] {
  const tagged = (call: MaasCall, wanted: (node: NodeRow) => boolean) => {
    const tag = tagOf(call, context);
    return context.tables.nodes
      .all()
      .filter(
        node =>
          node.tags.includes(tag.id) && wanted(node) && sees(call.user, node),
      );
  };
  const isMachine = (node: NodeRow) => node.nodeType === 0;
  return [
    {
      name: 'TagsHandler',
      path: 'tags/',
      read: () => json(context.tables.tags.all().map(tagView)),
      create: admin(call => create(call, context)),
    },
    {
      name: 'TagHandler',
      path: 'tags/{name}/',
      read: call => json(tagView(tagOf(call, context))),
      update: admin(call => update(call, context)),
      remove: admin(call => remove(call, context)),
      get: {
        machines: call =>
          json(tagged(call, isMachine).map(node => machineView(node, context))),
        nodes: call =>
          json(
            tagged(call, () => true).map(node =>
              isMachine(node)
                ? machineView(node, context)
                : controllerView(node, context),
            ),
          ),
        devices: call => {
          tagOf(call, context);
          return json([]);
        },
        rack_controllers: admin(call =>
          json(
            tagged(call, node => !isMachine(node)).map(node =>
              controllerView(node, context),
            ),
          ),
        ),
        region_controllers: admin(call =>
          json(
            tagged(call, node => node.nodeType === 4).map(node =>
              regionView(node, context),
            ),
          ),
        ),
      },
      post: {
        rebuild: admin(call => {
          const tag = tagOf(call, context);
          if (tag.definition) {
            rebuild(tag, context);
          }
          return json({ rebuilding: tag.id });
        }),
        update_nodes: admin(call => updateNodes(call, context)),
      },
    },
  ];
}
