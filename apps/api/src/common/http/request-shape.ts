import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { getMetadataStorage } from 'class-validator';

export type RequestClass = new () => object;

export type Primitive = 'string' | 'number' | 'boolean';

/** What one field of a request class can hold, as far as it decides whether a value is looked at any closer. */
export interface FieldShape {
  array?: { maxSize: number };
  /** Of the field, or of each element. */
  of: { primitive: Primitive; maxLength: number } | { nested: RequestClass };
}

export type RequestShape = ReadonlyMap<string, FieldShape>;

type Metadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

const PRIMITIVES: Readonly<Record<string, Primitive>> = {
  isString: 'string',
  isEmail: 'string',
  isUuid: 'string',
  isIso8601: 'string',
  isInt: 'number',
  isNumber: 'number',
  isBoolean: 'boolean',
};

const shapes = new Map<RequestClass, RequestShape>();

/** The shape of a request class, from its class-validator and class-transformer metadata. */
export function requestShape(requestClass: RequestClass): RequestShape {
  const known = shapes.get(requestClass);
  if (known) return known;
  const metadatas = getMetadataStorage().getTargetValidationMetadatas(requestClass, '', false, false);
  const names = new Set(metadatas.map(({ propertyName }) => propertyName));
  const shape = new Map(
    [...names].map((name) => [
      name,
      fieldShape(
        requestClass,
        name,
        metadatas.filter(({ propertyName }) => propertyName === name),
      ),
    ]),
  );
  shapes.set(requestClass, shape);
  return shape;
}

function fieldShape(requestClass: RequestClass, field: string, metadatas: readonly Metadata[]): FieldShape {
  const named = (name: string) => metadatas.find((metadata) => metadata.name === name);
  return {
    ...(named('isArray') && { array: { maxSize: limit(named('arrayMaxSize')?.constraints[0]) } }),
    of: content(requestClass, field, metadatas),
  };
}

function content(requestClass: RequestClass, field: string, metadatas: readonly Metadata[]): FieldShape['of'] {
  const type = defaultMetadataStorage.findTypeMetadata(requestClass, field) as { typeFunction: unknown } | undefined;
  if (type) return { nested: (type.typeFunction as () => RequestClass)() };
  const primitive = metadatas.map(primitiveOf).find((kind) => kind !== undefined);
  // Programming error: without it a hostile value of any size would be walked through.
  if (!primitive) throw new Error(`${requestClass.name}.${field} does not say what it holds`);
  return { primitive, maxLength: Math.min(...metadatas.map(maxLengthOf)) };
}

function primitiveOf({ name, constraints }: Metadata): Primitive | undefined {
  const options: unknown = name === 'isIn' ? constraints[0] : undefined;
  if (Array.isArray(options) && options.every((option) => typeof option === 'string')) return 'string';
  return PRIMITIVES[name ?? ''];
}

function maxLengthOf({ name, constraints }: Metadata): number {
  if (name === 'maxLength') return limit(constraints[0]);
  return name === 'isLength' ? limit(constraints[1]) : Number.POSITIVE_INFINITY;
}

function limit(value: unknown): number {
  return typeof value === 'number' ? value : Number.POSITIVE_INFINITY;
}
