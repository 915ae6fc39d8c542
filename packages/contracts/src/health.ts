import 'reflect-metadata';
import { IsIn } from 'class-validator';

/** The answer of a probe that finds all well. */
export class HealthStatus {
  @IsIn(['ok'])
  status!: 'ok';
}
