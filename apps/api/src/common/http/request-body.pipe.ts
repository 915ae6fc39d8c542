import type { ErrorCode, FieldProblem } from '@facegate/contracts';
import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import { ProblemError } from '../problem-error.js';
import { knownFields } from './known-fields.js';
import type { RequestClass } from './request-shape.js';

/** More would help nobody, and a hostile body could ask for millions. */
const MAX_ERRORS = 50;

/**
 * Turns a JSON body into the contract's request class. Unknown fields are dropped, wrong ones reported all at once as
 * `VALIDATION_FAILED`.
 */
@Injectable()
export class RequestBodyPipe implements PipeTransform<unknown, Promise<unknown>> {
  async transform(body: unknown, { type, metatype }: ArgumentMetadata): Promise<unknown> {
    if (type !== 'body' || !metatype) return body;
    if (typeof body !== 'object' || body === null || Array.isArray(body))
      throw new ProblemError('VALIDATION_FAILED', 'Send a JSON object.', { errors: [] });
    return this.read(body, metatype as RequestClass);
  }

  private async read(body: object, requestClass: RequestClass): Promise<object> {
    const { fields, faults } = knownFields(body, requestClass);
    const request = plainToInstance(requestClass, fields);
    const errors = await validate(request, { whitelist: true, forbidUnknownValues: true });
    if (faults.length > 0) throw validationFailed([...faults, ...othersThan(faults, fieldProblems(errors))]);
    if (errors.length > 0) throw ownProblem(errors) ?? validationFailed(fieldProblems(errors));
    return request;
  }
}

/** A value of the wrong kind was left out, and must not be reported as missing too. */
function othersThan(faults: readonly FieldProblem[], errors: readonly FieldProblem[]): FieldProblem[] {
  return errors.filter(
    ({ field }) => !faults.some((fault) => field === fault.field || field.startsWith(`${fault.field}.`)),
  );
}

function validationFailed(errors: FieldProblem[]): ProblemError {
  return new ProblemError('VALIDATION_FAILED', 'Some fields are missing or wrong.', {
    errors: errors.slice(0, MAX_ERRORS),
  });
}

/** A fault that has a code of its own (the contract gives it as `context.problem`), when it is the only one. */
function ownProblem([error, ...others]: ValidationError[]): ProblemError | undefined {
  const code = error && others.length === 0 ? problemCode(error) : undefined;
  return code && new ProblemError(code, firstDetail(error!), { errors: fieldProblems([error!]) });
}

function problemCode(error: ValidationError): ErrorCode | undefined {
  const contexts = Object.values<{ problem?: ErrorCode } | undefined>(error.contexts ?? {});
  return contexts.find((context) => context?.problem)?.problem;
}

function firstDetail(error: ValidationError): string {
  const [constraint] = Object.keys(error.contexts ?? {});
  return error.constraints?.[constraint ?? ''] ?? 'A field is missing.';
}

/** class-validator's tree → flat list with paths such as `images[1].data`. */
function fieldProblems(errors: ValidationError[], parent = ''): FieldProblem[] {
  return errors.flatMap((error) => {
    const isElement = /^\d+$/.test(error.property);
    const field = isElement ? `${parent}[${error.property}]` : parent ? `${parent}.${error.property}` : error.property;
    const index = /\[(\d+)\]/.exec(field)?.[1];
    const code = problemCode(error);
    if (code) return [{ field, code, detail: firstDetail(error) }];
    const own = Object.entries(error.constraints ?? {}).map(([constraint, detail]) => ({
      field,
      code: constraint,
      detail,
      ...(index !== undefined && { index: Number(index) }),
    }));
    return [...own, ...fieldProblems(error.children ?? [], field)];
  });
}
