import type {
  ImageRegister,
  ImageVersion,
} from '@ironstage/plugin-infra-common';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { Fragment } from 'react';
import { StatusLabel, TextLink } from '../../components';
import { useInfraLinks } from '../../hooks';
import { formatDay } from '../../lib/format';
import { ImageUsers } from './ImageUsers';
import { adviceFor, formatAge } from './words';

/** Of the columns: image, state, published, clouds, run by. */
const WIDTHS = ['20%', '22%', '14%', '22%', '22%'];

/** Where an image is, and where it should be and is not. */
function Clouds(props: {
  image: ImageVersion;
  titleOf: (provider: string) => string;
}) {
  const { image, titleOf } = props;
  const links = useInfraLinks();
  return (
    <>
      {image.copies.map(({ ref, provider, status }, index) => (
        <Fragment key={ref}>
          {index > 0 && ', '}
          <TextLink
            to={links.inventory({ kind: 'image', provider, q: image.name })}
          >
            {titleOf(provider)}
          </TextLink>
          {status !== 'active' && ` (${status})`}
        </Fragment>
      ))}
      {image.missingAt.length > 0 && (
        <Typography variant="body2" color="text.secondary">
          Not yet at{' '}
          {image.missingAt.map((id, index) => (
            <Fragment key={id}>
              {index > 0 && ', '}
              {titleOf(id)}
            </Fragment>
          ))}
        </Typography>
      )}
    </>
  );
}

/** Images as rows, in the order given. */
export function ImageTable(props: {
  label: string;
  images: ImageVersion[];
  maxAgeDays: number;
  usesOf: ImageRegister['usesOf'];
  titleOf: (provider: string) => string;
}) {
  const { label, images, maxAgeDays, usesOf, titleOf } = props;
  const newest = images.find(({ state }) => state !== 'gone')?.name;
  return (
    <TableContainer>
      {/* one below the other, their columns stand in line */}
      <Table
        size="small"
        aria-label={label}
        sx={{
          tableLayout: 'fixed',
          minWidth: 960,
          '& td, & th': { verticalAlign: 'top' },
        }}
      >
        <colgroup>
          {WIDTHS.map((width, index) => (
            <col key={index} style={{ width }} />
          ))}
        </colgroup>
        <TableHead>
          <TableRow>
            <TableCell>Image</TableCell>
            <TableCell>State</TableCell>
            <TableCell>Published</TableCell>
            <TableCell>Clouds</TableCell>
            <TableCell>
              {usesOf === 'estate' ? 'Run by' : 'Run by your teams'}
            </TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {images.map(image => {
            const advice = adviceFor(image, {
              maxAgeDays,
              usesOf,
              newest,
            });
            return (
              <TableRow key={image.name}>
                <TableCell component="th" scope="row">
                  {image.name}
                </TableCell>
                <TableCell>
                  {image.version === null && image.state !== 'gone' ? (
                    <Typography variant="body2" color="text.secondary">
                      Not told by its name
                    </Typography>
                  ) : (
                    <StatusLabel status={image.state} />
                  )}
                  {image.version !== null && advice && (
                    <Typography variant="body2" color="text.secondary">
                      {advice}
                    </Typography>
                  )}
                </TableCell>
                <TableCell sx={{ whiteSpace: 'nowrap' }}>
                  {image.ageDays !== null && image.publishedAt ? (
                    <>
                      {formatAge(image.ageDays)} ago
                      <Typography variant="body2" color="text.secondary">
                        {formatDay(image.publishedAt)}
                      </Typography>
                    </>
                  ) : (
                    'Unknown'
                  )}
                </TableCell>
                <TableCell>
                  <Clouds image={image} titleOf={titleOf} />
                </TableCell>
                <TableCell>
                  <ImageUsers image={image} usesOf={usesOf} />
                </TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
