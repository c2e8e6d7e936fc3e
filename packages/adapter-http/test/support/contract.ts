import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';

/** Checks answers against the OpenAPI document that the server itself gives. */
export interface Contract {
  readonly document: Document;
  /** Throws where the document does not describe this answer. */
  check(answer: Described): void;
}

export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, unknown>>;
    readonly responses: Readonly<Record<string, unknown>>;
  };
}

export interface Operation {
  readonly operationId: string;
  readonly security: readonly { readonly apiKey?: readonly string[] }[];
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly description?: string;
  }[];
  readonly requestBody?: {
    readonly content: {
      readonly 'application/json': {
        readonly examples: Readonly<Record<string, { readonly value: unknown }>>;
      };
    };
  };
  readonly responses: Readonly<Record<string, unknown>>;
}

interface Described {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly type: string;
  readonly body: unknown;
}

const ROOT = 'http://memex.test/documentation';

export function contractOf(yaml: string): Contract {
  const document: Document = parse(yaml);
  const ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: true });
  ajv.addSchema(document, ROOT);
  const check = (answer: Described): void => {
    const pointer = pointerOf(document, answer);
    if (pointer === undefined) return;
    const validate = ajv.getSchema(`${ROOT}#${pointer}`);
    if (validate === undefined) throw new Error(`the document has nothing at ${pointer}`);
    if (validate(answer.body) !== true) {
      throw new Error(`${pointer}: ${ajv.errorsText(validate.errors)}: ${JSON.stringify(answer.body)}`);
    }
  };
  return { document, check };
}

/** Where the schema of an answer is; `undefined` for text, and for what belongs to no operation and has no body. */
function pointerOf(document: Document, { method, path, status, type, body }: Described): string | undefined {
  const isJson = type.startsWith('application/json');
  const template = Object.keys(document.paths).find((one) => matches(one, path));
  const verb = method === 'HEAD' ? 'get' : method.toLowerCase();
  const operation = template === undefined ? undefined : document.paths[template]?.[verb];
  if (template === undefined || operation === undefined || status === 414) {
    return isJson && body !== undefined ? '/components/schemas/Error' : undefined;
  }
  if (operation.responses[status] === undefined) {
    throw new Error(`${operation.operationId} is not described to answer ${status}`);
  }
  if (!isJson || body === undefined) return undefined;
  if (status >= 400) return `/components/responses/${status}/content/application~1json/schema`;
  const at = template.replaceAll('~', '~0').replaceAll('/', '~1');
  return `/paths/${at}/${verb}/responses/${status}/content/application~1json/schema`;
}

function matches(template: string, path: string): boolean {
  return new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path);
}
