import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { HiddenText } from '../../components';

/** Something to filter by. */
export interface FilterChoice {
  value: string;
  /** in plain words */
  title: string;
  /** how many rows there are; undefined while that is not known */
  count: number | undefined;
}

/** Chooses values of one column, each with how many rows there are of it. */
export function FacetFilter(props: {
  label: string;
  choices: FilterChoice[];
  chosen: string[];
  onChange: (values: string[]) => void;
}) {
  const { label, choices, chosen, onChange } = props;
  return (
    <Autocomplete
      multiple
      size="small"
      limitTags={1}
      disableCloseOnSelect
      options={choices}
      value={choices.filter(({ value }) => chosen.includes(value))}
      isOptionEqualToValue={(one, other) => one.value === other.value}
      getOptionLabel={({ title }) => title}
      getOptionKey={({ value }) => value}
      onChange={(_, values) => onChange(values.map(({ value }) => value))}
      noOptionsText={`No ${label.toLowerCase()} to choose`}
      renderOption={({ key, ...option }, { title, count }) => (
        <Box component="li" key={key} {...option} sx={{ gap: 2 }}>
          <Box
            component="span"
            sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}
          >
            {title}
          </Box>
          {count !== undefined && (
            <Typography variant="body2" color="text.secondary" component="span">
              {count.toLocaleString('en')}
              <HiddenText>{count === 1 ? ' row' : ' rows'}</HiddenText>
            </Typography>
          )}
        </Box>
      )}
      renderInput={params => <TextField {...params} label={label} />}
      slotProps={{ popper: { sx: { minWidth: 260 } } }}
      sx={{
        minWidth: 150,
        flex: 1,
        maxWidth: 320,
        // what is chosen does not push the field for typing into a line of its own
        '& div:not(.Mui-focused) > input': { minWidth: '0 !important' },
      }}
    />
  );
}
