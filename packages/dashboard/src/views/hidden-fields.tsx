import type { JSX } from 'preact';
import type { Scene } from './scene.js';

/** Carries everything that a form is not about into the address that it leads to. */
export function HiddenFields({
  scene,
  except,
}: {
  readonly scene: Scene;
  readonly except: readonly string[];
}): JSX.Element {
  return (
    <>
      {scene.fieldsWithout(except).map(([name, value], index) => (
        <input key={`${name} ${index}`} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
