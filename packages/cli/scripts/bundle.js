const {
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} = require('node:fs');
const path = require('node:path');

const root = path.resolve(__dirname, '..');
const outfile = path.join(root, 'dist/ironstage.cjs');
const list = path.join(root, 'dist/inputs.json');

/** Writes a file that is either the one before or all of the new one, whoever else builds at this moment. */
function replace(file, content) {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, content);
  renameSync(own, file);
}

/** Builds the command line into one file, `dist/ironstage.cjs`, with all that it needs. */
function bundle() {
  const { outputFiles, metafile } = require('esbuild').buildSync({
    absWorkingDir: root,
    entryPoints: ['src/index.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    // half to read and to compile at each start; what a stack trace names stays
    minifySyntax: true,
    minifyWhitespace: true,
    keepNames: true,
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  mkdirSync(path.dirname(outfile), { recursive: true });
  replace(outfile, outputFiles[0].contents);
  replace(list, JSON.stringify(Object.keys(metafile.inputs)));
}

/** Whether it was built after the last change of each file that went in. */
function isCurrent() {
  try {
    const built = statSync(outfile).mtimeMs;
    const inputs = JSON.parse(readFileSync(list, 'utf8'));
    return [__filename, ...inputs].every(
      file => statSync(path.resolve(root, file)).mtimeMs < built,
    );
  } catch (error) {
    if (error.code === 'ENOENT') {
      return false;
    }
    throw error;
  }
}

/** Builds it unless it is current. */
function bundleWhenStale() {
  if (!isCurrent()) {
    bundle();
  }
}

module.exports = { bundle, bundleWhenStale };

if (require.main === module) {
  bundle();
}
