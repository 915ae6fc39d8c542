import type { FieldProblem } from '@facegate/contracts';
import { type FieldShape, type Primitive, type RequestClass, requestShape } from './request-shape.js';

/** What trimming and composing (NFKC) take away from an honest text at most. */
const NORMALISATION_FACTOR = 4;

const PRIMITIVE_FAULTS: Readonly<Record<Primitive, string>> = {
  string: 'isString',
  number: 'isNumber',
  boolean: 'isBoolean',
};

export interface KnownFields {
  /** Only fields that the class knows, and only values of the right kind: as small as the class allows. */
  fields: Record<string, unknown>;
  /** One for each value of the wrong kind, which is left out of `fields`. */
  faults: FieldProblem[];
}

/**
 * Takes from a parsed JSON body what the request class has a place for. Looks at nothing else, so that the effort
 * depends on the class and not on what a hostile body brings along.
 */
export function knownFields(body: object, requestClass: RequestClass): KnownFields {
  const faults: FieldProblem[] = [];
  return { fields: takeObject(body, requestClass, '', faults), faults };
}

function takeObject(
  source: object,
  requestClass: RequestClass,
  path: string,
  faults: FieldProblem[],
): Record<string, unknown> {
  const values = source as Record<string, unknown>;
  const taken: Record<string, unknown> = {};
  for (const [name, shape] of requestShape(requestClass)) {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    // null stands for absent. What is absent without leave the validator reports, with the code of the contract.
    if (value === undefined || value === null) continue;
    const kept = takeField(value, shape, path ? `${path}.${name}` : name, faults);
    if (kept !== undefined) taken[name] = kept;
  }
  return taken;
}

function takeField(value: unknown, { array, of }: FieldShape, field: string, faults: FieldProblem[]): unknown {
  if (!array) return takeOne(value, of, field, faults);
  if (!Array.isArray(value)) return refuse(faults, field, 'isArray', 'must be an array');
  if (value.length > array.maxSize)
    return refuse(faults, field, 'arrayMaxSize', `must hold no more than ${array.maxSize} elements`);
  // Elements keep their places: errors name them by number.
  return value.map((element: unknown, at) => takeOne(element, of, `${field}[${at}]`, faults) ?? {});
}

function takeOne(value: unknown, of: FieldShape['of'], field: string, faults: FieldProblem[]): unknown {
  if ('nested' in of) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return refuse(faults, field, 'isObject', 'must be an object');
    return takeObject(value, of.nested, field, faults);
  }
  if (typeof value !== of.primitive)
    return refuse(faults, field, PRIMITIVE_FAULTS[of.primitive], `must be a ${of.primitive}`);
  if (typeof value === 'string' && value.length > of.maxLength * NORMALISATION_FACTOR)
    return refuse(faults, field, 'maxLength', `must be shorter than or equal to ${of.maxLength} characters`);
  return value;
}

function refuse(faults: FieldProblem[], field: string, code: string, requirement: string): undefined {
  const index = /\[(\d+)\]/.exec(field)?.[1];
  faults.push({
    field,
    code,
    detail: `${field} ${requirement}`,
    ...(index !== undefined && { index: Number(index) }),
  });
  return undefined;
}
