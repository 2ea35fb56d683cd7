import type { TopologyNode } from '@ironstage/plugin-infra-common';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import { plural } from '../../lib/format';
import { targetLabel } from '../../lib/targets';
import { NODE_HEIGHT, NODE_WIDTH } from './layout';

/** A node of the drawing. */
export type Thing = Node<
  {
    thing: TopologyNode;
    isTarget: boolean;
    onPick: (id: string) => void;
  },
  'thing'
>;

const EFFECTS = {
  down: { word: 'goes down', colour: 'error.main' },
  degraded: { word: 'goes on by another', colour: 'warning.main' },
};

/** A place, a piece of equipment or a machine, with what becomes of it in words as well as in colour. */
export function ThingNode({ data }: NodeProps<Thing>) {
  const { thing, isTarget, onPick } = data;
  const effect = thing.effect && EFFECTS[thing.effect];
  const carries = [
    thing.folded > 0 && plural(thing.folded, 'machine'),
    thing.instances > 0 && plural(thing.instances, 'instance'),
  ].filter(Boolean);
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <ButtonBase
        className="nopan"
        onClick={() => onPick(thing.id)}
        aria-current={isTarget}
        title={`${targetLabel(thing.kind)} ${thing.name}`}
        sx={{
          width: NODE_WIDTH,
          height: NODE_HEIGHT,
          px: 1,
          border: isTarget ? 3 : 1,
          borderColor: effect?.colour ?? 'divider',
          borderRadius: 1,
          bgcolor: 'background.paper',
          display: 'block',
          textAlign: 'left',
          overflow: 'hidden',
          '&:focus-visible': {
            outline: 2,
            outlineColor: 'primary.main',
            outlineStyle: 'solid',
          },
        }}
      >
        <Typography
          variant="caption"
          color="text.secondary"
          noWrap
          display="block"
        >
          {targetLabel(thing.kind)}
          {effect && (
            <Box component="span" sx={{ color: 'text.primary' }}>
              {' '}
              · {effect.word}
            </Box>
          )}
        </Typography>
        <Typography variant="body2" noWrap fontWeight={600} lineHeight={1.3}>
          {thing.name}
        </Typography>
        <Typography
          variant="caption"
          color="text.secondary"
          noWrap
          display="block"
        >
          {carries.join(' · ') || thing.status || '\u00a0'}
        </Typography>
      </ButtonBase>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </>
  );
}
