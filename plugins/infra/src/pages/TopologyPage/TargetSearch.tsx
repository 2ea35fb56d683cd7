import type { TopologyNode } from '@ironstage/plugin-infra-common';
import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { targetLabel } from '../../lib/targets';

/** Asks what fails: one of what is drawn, or whatever else by its name. */
export function TargetSearch(props: {
  nodes: TopologyNode[];
  onPick: (target: string) => void;
}) {
  const { nodes, onPick } = props;
  return (
    <Autocomplete<TopologyNode, false, false, true>
      freeSolo
      clearOnBlur={false}
      options={nodes}
      value={null}
      getOptionLabel={option =>
        typeof option === 'string' ? option : option.name
      }
      getOptionKey={option => (typeof option === 'string' ? option : option.id)}
      onChange={(_, picked) => {
        const target =
          typeof picked === 'string' ? picked.trim() : picked?.id ?? '';
        if (target) {
          onPick(target);
        }
      }}
      renderOption={(attributes, node) => (
        <Box {...attributes} component="li" key={node.id}>
          <span>
            {node.name}{' '}
            <Typography
              component="span"
              variant="caption"
              color="text.secondary"
            >
              {targetLabel(node.kind)} {node.site}
            </Typography>
          </span>
        </Box>
      )}
      renderInput={params => (
        <TextField
          {...params}
          size="small"
          label="What fails?"
          placeholder="Rack, switch, feed, host, machine, network …"
        />
      )}
      sx={{ maxWidth: 480, mb: 2 }}
    />
  );
}
