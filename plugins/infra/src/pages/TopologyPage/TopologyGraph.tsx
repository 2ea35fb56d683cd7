import type { Topology } from '@ironstage/plugin-infra-common';
import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import {
  Background,
  Controls,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  type Edge,
} from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useEffect, useMemo } from 'react';
import { drawnEdges, layOut } from './layout';
import { ThingNode, type Thing } from './ThingNode';

/** Zoom at which names can still be read. */
const READABLE = 0.6;
/** Nodes that can be shown at once at that zoom. */
const FITTING = 40;

const nodeTypes = { thing: ThingNode };

function Drawing(props: {
  topology: Topology;
  target: string | undefined;
  onPick: (id: string) => void;
}) {
  const { topology, target, onPick } = props;
  const theme = useTheme();
  const { fitView } = useReactFlow();
  const drawn = useMemo(() => drawnEdges(topology), [topology]);
  const positions = useMemo(
    () => layOut({ nodes: topology.nodes, edges: drawn }),
    [topology, drawn],
  );
  const nodes = useMemo(
    () =>
      topology.nodes.map(
        (thing): Thing => ({
          id: thing.id,
          type: 'thing',
          position: positions.get(thing.id)!,
          data: { thing, isTarget: thing.id === target, onPick },
          // the button inside is what is reached by keyboard
          focusable: false,
          draggable: false,
          connectable: false,
        }),
      ),
    [topology, positions, target, onPick],
  );
  const edges = useMemo(() => {
    const effects = new Map(
      topology.nodes.map(({ id, effect }) => [id, effect]),
    );
    return drawn.map(({ from, to, group, redundant }): Edge => {
      const isDown = effects.get(to) === 'down';
      return {
        id: `${group} ${from} ${to}`,
        source: to,
        target: from,
        focusable: false,
        style: {
          stroke: isDown
            ? theme.palette.error.main
            : theme.palette.text.secondary,
          strokeWidth: isDown ? 2 : 1,
          strokeDasharray: redundant ? '6 4' : undefined,
        },
      };
    });
  }, [topology, drawn, theme]);
  const isLarge = topology.nodes.length > FITTING;
  const starts = useMemo(
    () =>
      topology.nodes.filter(({ kind }) => kind === 'site' || kind === 'room'),
    [topology],
  );
  const shown = topology.nodes.map(({ id }) => id).join(' ');
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      void fitView({
        padding: 0.05,
        maxZoom: 0.8,
        // smaller can't be read; the rest is a drag away
        minZoom: READABLE,
        ...(isLarge && { nodes: target ? [{ id: target }] : starts }),
      });
    });
    return () => cancelAnimationFrame(frame);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- a newer answer of the same things does not move the drawing
  }, [shown, target, fitView]);
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      colorMode={theme.palette.mode}
      minZoom={0.1}
      maxZoom={1.5}
      nodesDraggable={false}
      nodesConnectable={false}
      elementsSelectable={false}
      edgesFocusable={false}
      onlyRenderVisibleElements={nodes.length > 300}
      preventScrolling={false}
      zoomOnScroll={false}
      panOnScroll={false}
    >
      <Background />
      <Controls showInteractive={false} />
    </ReactFlow>
  );
}

/** What stands on what, drawn: the larger on the left; of dashed lines one is enough. */
export function TopologyGraph(props: {
  topology: Topology;
  target: string | undefined;
  onPick: (id: string) => void;
}) {
  return (
    <Box
      role="group"
      aria-label="What stands on what"
      sx={{
        height: { xs: 400, md: 'clamp(420px, 70vh, 900px)' },
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
        '& .react-flow': { bgcolor: 'background.default' },
        '& .react-flow__handle': { opacity: 0 },
      }}
    >
      <ReactFlowProvider>
        <Drawing {...props} />
      </ReactFlowProvider>
    </Box>
  );
}
