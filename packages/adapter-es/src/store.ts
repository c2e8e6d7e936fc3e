import type { AnalyticalStore } from '@memex/core';
import type { CallOptions, ProbeReport } from '@memex/core/ports';
import { ElasticAnalysis } from './analysis/analysis.js';
import { ElasticAnalytics } from './analytics.js';
import { IndexNames } from './config/index-names.js';
import { type ElasticsearchOptions, settingsOf } from './config/options.js';
import { LOGS, MESSAGES } from './document/model.js';
import { Engine } from './engine/engine.js';
import { storeIdentity } from './identity.js';
import { ElasticLogs } from './logs.js';
import { ElasticMessages } from './messages.js';
import { Indices } from './read/indices.js';

/**
 * A store in an Elasticsearch cluster of version 8 or 9. Any number of processes may use one cluster.
 *
 * `start` resolves while the cluster is down, and the store heals when it comes; it rejects with `UnavailableError` for what an
 * operator must mend: a wrong password, a certificate that is not trusted, an older version, another kind of server.
 */
export function createElasticsearchStore(options: ElasticsearchOptions = {}): AnalyticalStore {
  const settings = settingsOf(options);
  const engine = new Engine(options, settings);
  return {
    messages: new ElasticMessages(engine, MESSAGES, settings),
    logs: new ElasticLogs(engine, LOGS, settings),
    analysis: new ElasticAnalysis(engine, new Indices(new IndexNames(MESSAGES.kind, settings)), settings),
    analytics: new ElasticAnalytics(engine, settings),
    identity: (call?: CallOptions): Promise<string> => storeIdentity(engine, settings, call),
    start: (): Promise<void> => engine.start(),
    stop: (): Promise<void> => engine.stop(),
    probe: (call?: CallOptions): Promise<ProbeReport> => engine.probe(call),
  };
}
