import type { Client } from '@elastic/elasticsearch';
import type { CallOptions } from '@memex/core/ports';
import { abortable } from '../cluster/abortable.js';

/** What something keeps from being done. */
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

/** What keeps from writing. */
export interface WriteBlocks {
  /** Into the indices that are there: of the whole cluster, or of this one. */
  readonly of: (index: string) => string | undefined;
  /** Into one that must be made first. */
  readonly ofNew: string | undefined;
}

/** Asks what is read-only: an operator, or a disk that is nearly full, makes indices so, or the whole cluster. */
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
