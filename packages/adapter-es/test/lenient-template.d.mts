import type { Client } from '@elastic/elasticsearch';
export function putLenientTemplate(client: Client): Promise<void>;
