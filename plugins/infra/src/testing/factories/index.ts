export * from './capacity';
export * from './clock';
export * from './operation';
export * from './policy';
export * from './project';
export * from './resource';
export * from './image';
export * from './segment';
