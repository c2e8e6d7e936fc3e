import type { Client } from '@elastic/elasticsearch';
import type { CallOptions } from '@memex/core/ports';
import { abortable } from '../cluster/abortable.js';

/** A block on an index or on the cluster. */
interface Block {
  readonly description: string;
  readonly levels: readonly string[];
}

type BlocksById = Readonly<Record<string, Block>>;

interface Answer {
  readonly blocks?: {
    readonly global?: BlocksById;
    readonly indices?: Readonly<Record<string, BlocksById>>;
  };
}

/** What prevents writes. */
export interface WriteBlocks {
  /** Writes to an existing index. Blocks of the cluster count too. */
  readonly of: (index: string) => string | undefined;
  /** Writes that create an index first. */
  readonly ofNew: string | undefined;
}

/**
 * Asks which indices are read-only. An operator or a nearly full disk can block single indices or the whole cluster.
 */
export async function askBlocks(
  client: Client,
  indices: readonly string[],
  options: CallOptions,
): Promise<WriteBlocks> {
  const { blocks = {} } = await client.transport.request<Answer>(
    {
      method: 'GET',
      path: `/_cluster/state/blocks/${indices.map(encodeURIComponent).join(',')}`,
      querystring: { filter_path: 'blocks', ignore_unavailable: true },
    },
    abortable(options),
  );
  const whole = Object.values(blocks.global ?? {});
  return {
    of: (index) => blockOf([...whole, ...Object.values(blocks.indices?.[index] ?? {})], ['write']),
    ofNew: blockOf(whole, ['write', 'metadata_write', 'create_index']),
  };
}

function blockOf(blocks: readonly Block[], levels: readonly string[]): string | undefined {
  return blocks.find((block) => block.levels.some((level) => levels.includes(level)))?.description;
}
