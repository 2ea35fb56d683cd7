/** What a machine has that nobody owns and nothing happened to. */
export const unownedDefaults = {
  agentName: '',
  locked: false,
  ephemeral: false,
  hwSync: false,
  minHweKernel: null,
  swapSize: null,
  commissioningResult: null,
  testingResult: null,
  installationResult: null,
  statusMessage: null,
  alive: true,
} as const;
