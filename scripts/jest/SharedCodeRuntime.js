const vm = require('node:vm');
// the runtime that Backstage's own configuration chooses for front ends; it loads nothing as ESM but what is ESM
const BackstageRuntime = require('@backstage/cli/config/jestCachingModuleLoader');

/** Compiled files of this worker, by what they were compiled from. */
const scripts = new Map();

/** Dependencies as the transformer made them, which do not change during a run. */
const transformed = new Map();

const DEPENDENCY = /[\\/]node_modules[\\/]/;

/**
 * Reads, transforms and compiles a file once for all test files of a worker. Each test file still has a context of its
 * own, in which each module runs anew: only the code is shared, not what it makes.
 *
 * Jest compiles each file with `vm.compileFunction` for each test file, with a callback for `import()`; V8 keeps no
 * code of such functions, so that our tests spent more time on parsing their dependencies than on themselves.
 */
module.exports = class SharedCodeRuntime extends BackstageRuntime {
  transformFile(filename, options) {
    if (
      options?.isInternalModule ||
      this._coverageOptions.collectCoverage ||
      !DEPENDENCY.test(filename)
    ) {
      return super.transformFile(filename, options);
    }
    // the id stands for the transforms, which packages of a kind have in common
    const key = JSON.stringify([this._config.id, filename, options]);
    const known = transformed.get(key);
    if (!known) {
      const code = super.transformFile(filename, options);
      transformed.set(key, this._fileTransforms.get(filename));
      return code;
    }
    this._fileTransforms.set(filename, known);
    if (known.sourceMapPath) {
      this._sourceMapRegistry.set(filename, known.sourceMapPath);
    }
    return known.code;
  }

  createScriptFromCode(source, filename) {
    const context = this._environment.getVmContext();
    if (context === null || this._resolver.isCoreModule(filename)) {
      return super.createScriptFromCode(source, filename);
    }
    let known = scripts.get(filename);
    if (known?.source !== source) {
      const parameters = this.constructInjectedModuleParameters().join(', ');
      const head = `(function (${parameters}) {`;
      try {
        const script = new vm.Script(`${head}${source}\n})`, {
          filename,
          // what a stack trace says of the first line
          columnOffset: -head.length,
        });
        known = { source, script };
      } catch {
        // with the explanation that Jest has for files that do not parse
        return super.createScriptFromCode(source, filename);
      }
      scripts.set(filename, known);
    }
    return known.script.runInContext(context);
  }
};
