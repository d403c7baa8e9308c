/** What resolvers get: the services of the process, and the loaders of their request. */
import type { Db } from "../db/read/stored.ts";
import type { EventFeed } from "./experiment/event-feed.ts";
import { type Loaders, makeLoaders } from "./loaders.ts";
import type { RecordStore } from "./record-store.ts";

/** Made once per process. */
export interface Services {
  readonly db: Db;
  readonly records: RecordStore;
  readonly feed: EventFeed;
  /** Where the ready experiments lie. */
  readonly presetsFolder: string;
  /** Where the dashboard is, without a slash at the end. */
  publicUrl: string;
}

export interface ApiContext {
  readonly requestId: string;
  readonly services: Services;
  loaders: Loaders;
}

export function makeContext(services: Services, requestId: string): ApiContext {
  return { requestId, services, loaders: makeLoaders(services.db, services.records) };
}

/**
 * Forgets what was loaded: a subscription lives long, and each of its events must be answered from
 * what is stored then.
 */
export function renewLoaders(context: ApiContext): void {
  context.loaders = makeLoaders(context.services.db, context.services.records);
}
