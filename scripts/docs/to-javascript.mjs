import ts from 'typescript';

/** An example in TypeScript as Node runs it. */
export function toJavaScript(code) {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  return ts.transpileModule(code, { compilerOptions }).outputText;
}
