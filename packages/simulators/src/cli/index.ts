import { buildProgram } from './program';

buildProgram()
  .parseAsync(process.argv)
  .catch(error => {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exit(1);
  });
