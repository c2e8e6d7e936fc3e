import { fileURLToPath } from 'node:url';

/** A certificate of `localhost` and 127.0.0.1 that signs itself, and its key: files in PEM, for tests only. */
export const CERTIFICATE: string = fileURLToPath(new URL('../tls/certificate.pem', import.meta.url));
export const KEY: string = fileURLToPath(new URL('../tls/key.pem', import.meta.url));
