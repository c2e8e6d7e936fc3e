import { readFileSync } from 'node:fs';
import { Client, type ClientOptions, ClusterConnectionPool } from '@elastic/elasticsearch';
import { InternalError } from '@memex/core';
import type { ElasticsearchOptions, Settings } from '../config/options.js';
import { DirectConnection } from './connection.js';
import { SourceSerializer } from './source-serializer.js';

/**
 * With a fingerprint, the client itself checks the server's certificate authority and closes the connection if it is
 * another one.
 */
const PINNED = { rejectUnauthorized: false };

const DEFAULT_NODE = 'http://localhost:9200';

/**
 * Creates the client. It connects on first use.
 *
 * @param serializer - How answers are parsed.
 */
export function createClient(
  options: ElasticsearchOptions,
  { requestTimeoutMs }: Settings,
  serializer: NonNullable<ClientOptions['Serializer']> = SourceSerializer,
): Client {
  const { nodes = [DEFAULT_NODE], cloudId, auth, caFile, caFingerprint } = options;
  return new Client({
    ...(cloudId === undefined ? { nodes: [...nodes] } : { cloud: { id: cloudId } }),
    ...(auth === undefined ? {} : { auth: { ...auth } }),
    ...(caFile === undefined ? {} : { tls: { ca: readCertificates(caFile) } }),
    ...(caFingerprint === undefined ? {} : { caFingerprint, tls: PINNED }),
    requestTimeout: requestTimeoutMs,
    // Once with each node, which the driver does without waiting: how long to wait is for the caller to decide.
    maxRetries: nodes.length - 1,
    // The default pool weighs nodes. After failures of several it may find none for a while, though all are well again.
    ConnectionPool: ClusterConnectionPool,
    Connection: DirectConnection,
    Serializer: serializer,
  } satisfies ClientOptions);
}

function readCertificates(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new InternalError(`cannot read the certificate file ${file}`, error);
  }
}
