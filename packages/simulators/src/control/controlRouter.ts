import express, {
  type NextFunction,
  type Request,
  type Response,
  type Router,
} from 'express';
import type { FaultBoard } from '../faults/FaultBoard';
import type { Fault } from '../faults/types';

/** What the control routes act on. */
export interface Controlled {
  faults: FaultBoard;
  stats(): unknown;
  resetStats(): void;
  expireTokens(): number;
  setHostAlive(host: string, alive: boolean): boolean;
  machineUserData(hostname: string): string | undefined;
}

/** A web page on this machine must not flip the switches of a drill. */
function noBrowsers(req: Request, res: Response, next: NextFunction) {
  if (req.headers.origin || req.headers['sec-fetch-site']) {
    res.status(403).json({ error: 'the control API is not for browsers' });
  } else {
    next();
  }
}

/** `/_control`: faults, statistics and drills. */
export function controlRouter(target: Controlled): Router {
  const router = express.Router();
  router.use(noBrowsers, express.json({ type: () => true }));

  router.get('/faults', (_req, res) => {
    res.json({ faults: target.faults.list() });
  });
  router.put('/faults', (req, res) => {
    const { faults } = req.body as { faults?: Fault[] };
    if (!Array.isArray(faults)) {
      res.status(400).json({ error: 'expected {"faults": […]}' });
      return;
    }
    try {
      target.faults.set(faults);
      res.json({ faults: target.faults.list() });
    } catch (error) {
      res.status(400).json({ error: (error as Error).message });
    }
  });
  router.post('/faults', (req, res) => {
    try {
      res.status(201).json({ id: target.faults.add(req.body as Fault) });
    } catch (error) {
      res.status(400).json({ error: (error as Error).message });
    }
  });
  router.delete('/faults', (_req, res) => {
    target.faults.clear();
    res.status(204).end();
  });
  router.delete('/faults/:id', (req, res) => {
    res.status(target.faults.remove(req.params.id) ? 204 : 404).end();
  });

  router.get('/stats', (_req, res) => {
    res.json(target.stats());
  });
  router.delete('/stats', (_req, res) => {
    target.resetStats();
    res.status(204).end();
  });
  router.post('/tokens/expire', (_req, res) => {
    res.json({ expired: target.expireTokens() });
  });
  router.put('/hosts/:host', (req, res) => {
    const { alive } = req.body as { alive?: boolean };
    const known =
      typeof alive === 'boolean' && target.setHostAlive(req.params.host, alive);
    res.status(known ? 204 : 404).end();
  });
  router.get('/machines/:hostname/user-data', (req, res) => {
    const userData = target.machineUserData(req.params.hostname);
    res.status(userData === undefined ? 404 : 200).json({ userData });
  });
  router.use((_req, res) => {
    res.status(404).json({ error: 'no such control' });
  });
  return router;
}
