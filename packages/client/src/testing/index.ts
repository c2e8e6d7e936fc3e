/**
 * For tests of who uses the client.
 *
 * @packageDocumentation
 */

export { type TestClient, type TestClientOptions, testClient } from './test-client.js';
