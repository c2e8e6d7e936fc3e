export type PortMethod = (...parameters: readonly unknown[]) => unknown;

/**
 * Wraps the methods of a port, to measure them or to make them fail. Other members are passed through.
 *
 * @param wrap - Called once for each method, on its first use.
 */
export function wrapMethods<P extends object>(
  port: P,
  wrap: (method: PortMethod, name: string) => PortMethod,
): P {
  const wrapped = new Map<PropertyKey, PortMethod>();
  return new Proxy(port, {
    get(target, property): unknown {
      const known = wrapped.get(property);
      if (known !== undefined) return known;
      const member: unknown = Reflect.get(target, property, target);
      if (typeof member !== 'function') return member;
      const method = wrap((...parameters) => Reflect.apply(member, target, parameters), String(property));
      wrapped.set(property, method);
      return method;
    },
  });
}
