import type { CallOptions, Probe, ProbeReport, Startable } from '@memex/core/ports';
import { raceAbort, throwIfAborted } from '@memex/core/toolkit';
import { askCluster } from '../cluster/ask-cluster.js';
import { createClient } from '../cluster/client.js';
import { memexErrorOf, RefusedError, unavailable } from '../cluster/failure.js';
import type { ElasticsearchOptions, Settings } from '../config/options.js';
import { checkLifecyclePolicy } from '../setup/lifecycle-policy.js';
import { putTemplates } from '../setup/templates.js';
import { WritableCheck } from '../setup/writable-check.js';
import { IndexWriter } from '../write/index-writer.js';
import type { Session } from './session.js';

/** How often the templates are put again. */
const TEMPLATES_INTERVAL_MS = 60_000;

/** The connection to the cluster. It starts, stops, and admits calls in between. */
export class Engine implements Startable, Probe {
  private session: Session | undefined;
  private prepared: Promise<void> | undefined;
  private templatesPut = Date.now();
  private readonly calls = new Set<Promise<unknown>>();
  private readonly writable: WritableCheck;

  constructor(
    private readonly options: ElasticsearchOptions,
    private readonly settings: Settings,
  ) {
    this.writable = new WritableCheck(settings);
  }

  /**
   * @throws UnavailableError if an operator has to fix something first: the user, the certificate, the version, a
   *   server that is not Elasticsearch, or a setting that the server rejects.
   */
  async start(): Promise<void> {
    if (this.session !== undefined) return;
    const client = createClient(this.options, this.settings);
    this.session = { client, writer: new IndexWriter(client, this.settings) };
    try {
      await this.prepare();
    } catch (error) {
      if (error instanceof RefusedError) {
        await this.stop();
        throw error;
      }
      // The cluster may be started later. The first write then prepares it.
    }
  }

  async stop(): Promise<void> {
    const { session } = this;
    if (session === undefined) return;
    this.session = undefined;
    this.prepared = undefined;
    await Promise.allSettled(this.calls);
    await session.client.close();
  }

  async probe(options: CallOptions = {}): Promise<ProbeReport> {
    return this.read(async ({ client }) => {
      await this.prepare();
      const [report] = await Promise.all([askCluster(client, options), this.writable.check(client, options)]);
      return report;
    }, options);
  }

  /** Runs a call that reads. Errors of the client become errors of the core here. */
  async read<T>(call: (session: Session) => Promise<T>, options: CallOptions = {}): Promise<T> {
    throwIfAborted(options);
    const { session } = this;
    if (session === undefined) throw unavailable('it is not started');
    const running = call(session).catch((error: unknown) => Promise.reject(memexErrorOf(error)));
    this.calls.add(running);
    return raceAbort(
      running.finally(() => this.calls.delete(running)),
      options,
    );
  }

  /** Runs a call that writes, once the server has accepted the settings. */
  async write<T>(call: (session: Session) => Promise<T>, options: CallOptions = {}): Promise<T> {
    return this.read(async (session) => {
      await this.prepare();
      this.restoreTemplates(session);
      return call(session);
    }, options);
  }

  private prepare(): Promise<void> {
    this.prepared ??= this.setUp().catch((error: unknown) => {
      this.prepared = undefined;
      throw error;
    });
    return this.prepared;
  }

  /**
   * Puts the templates again, in the background of the current write, which does not need them. They are lost when a
   * cluster is wiped.
   */
  private restoreTemplates({ client }: Session): void {
    if (Date.now() - this.templatesPut < TEMPLATES_INTERVAL_MS) return;
    this.templatesPut = Date.now();
    putTemplates(client, this.settings).catch(() => {
      // They very likely still exist. The next minute tries again.
    });
  }

  private async setUp(): Promise<void> {
    const { session } = this;
    if (session === undefined) throw unavailable('it is not started');
    try {
      await askCluster(session.client);
      await checkLifecyclePolicy(session.client, this.settings);
      await putTemplates(session.client, this.settings);
    } catch (error) {
      throw memexErrorOf(error);
    }
  }
}
