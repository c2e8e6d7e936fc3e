import type { AnalyticalStore } from '@memex/core';
import type { CallOptions, ProbeReport } from '@memex/core/ports';
import { ElasticAnalysis } from './analysis/analysis.js';
import { ElasticAnalytics } from './analytics.js';
import {
  analyticNames,
  IndexNames,
  identityIndex,
  keysIndex,
  nameOfOne,
  valuesIndex,
} from './config/index-names.js';
import { type ElasticsearchOptions, settingsOf } from './config/options.js';
import { LOGS, MESSAGES } from './document/model.js';
import { Engine } from './engine/engine.js';
import { storeIdentity } from './identity.js';
import { ElasticKeyValues } from './key-values.js';
import { ElasticLogs } from './logs.js';
import { ElasticMessages } from './messages.js';
import { Indices } from './read/indices.js';
import { storeSize } from './size.js';

/**
 * Creates a store in an Elasticsearch cluster of version 8 or 9. Any number of processes may share a cluster.
 *
 * `start` resolves even if the cluster is down, and the store works as soon as the cluster does. It rejects with
 * `UnavailableError` if an operator has to fix something first: a wrong password, an untrusted certificate, an older
 * version, or a server that is not Elasticsearch.
 */
export function createElasticsearchStore(options: ElasticsearchOptions = {}): AnalyticalStore {
  const settings = settingsOf(options);
  const engine = new Engine(options, settings);
  const names = [
    new IndexNames(MESSAGES.kind, settings),
    new IndexNames(LOGS.kind, settings),
    analyticNames(settings),
    nameOfOne('keys', keysIndex(settings)),
    nameOfOne('identity', identityIndex(settings)),
    nameOfOne('values', valuesIndex(settings)),
  ];
  return {
    messages: new ElasticMessages(engine, MESSAGES, settings),
    logs: new ElasticLogs(engine, LOGS, settings),
    keyValues: new ElasticKeyValues(engine, settings),
    analysis: new ElasticAnalysis(engine, new Indices(new IndexNames(MESSAGES.kind, settings)), settings),
    analytics: new ElasticAnalytics(engine, settings),
    size: (call?: CallOptions): Promise<number> => storeSize(engine, names, call),
    identity: (call?: CallOptions): Promise<string> => storeIdentity(engine, settings, call),
    start: (): Promise<void> => engine.start(),
    stop: (): Promise<void> => engine.stop(),
    probe: (call?: CallOptions): Promise<ProbeReport> => engine.probe(call),
  };
}
