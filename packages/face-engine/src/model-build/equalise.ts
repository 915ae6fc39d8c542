import { isDepthwise, type Layer } from './sface-network.js';

/** Deviations from the mean that a value is taken to stay within. */
const REACH_DEVIATIONS = 8;

/** What one channel can be before its PReLU, by the network's own statistics; 0 is always within. */
export function rangeOf({ mean, deviation }: Layer, channel: number): { low: number; high: number } {
  const reach = REACH_DEVIATIONS * deviation[channel]!;
  return { low: Math.min(0, mean[channel]! - reach), high: Math.max(0, mean[channel]! + reach) };
}

/**
 * Cross-layer equalisation (Nagel et al. 2019): a PReLU lets a positive factor through, so that a channel may be divided by one
 * in this layer and multiplied by it in the next without any change of the vector. Brings the channels to about one
 * range, as one 8-bit scale must serve them all.
 */
export function equalise(layer: Layer, next: Layer): void {
  const largest = largestWeights(next);
  const factors = largest.map((weight, channel) => {
    const { low, high } = rangeOf(layer, channel);
    const peak = Math.max(-low, high, 1e-4);
    return isDepthwise(next) ? peak : between(peak, weight);
  });
  const inputs = layer.weights.length / layer.outputs;
  layer.weights = layer.weights.map((weight, at) => weight / factors[Math.floor(at / inputs)]!);
  for (const values of [layer.bias, layer.mean, layer.deviation]) {
    for (const [channel, factor] of factors.entries()) values[channel]! /= factor;
  }
  next.weights = next.weights.map((weight, at) => weight * factors[inputOf(next, at)]!);
}

/**
 * Weights of the next layer have one scale an output, which all its inputs share: the factor moves three quarters of the
 * spread of the values there, and leaves a quarter of the weights'. Square roots, since powers differ from machine to machine.
 */
function between(peak: number, weight: number): number {
  return (Math.sqrt(peak) * Math.sqrt(Math.sqrt(peak))) / Math.sqrt(Math.sqrt(Math.max(weight, 1e-6)));
}

/** The largest weight of each input. */
function largestWeights(layer: Layer): Float64Array {
  const largest = new Float64Array(isDepthwise(layer) ? layer.outputs : layer.groupInputs);
  for (const [at, weight] of layer.weights.entries()) {
    const input = inputOf(layer, at);
    largest[input] = Math.max(largest[input]!, Math.abs(weight));
  }
  return largest;
}

/** Which input a weight is for. */
function inputOf(layer: Layer, at: number): number {
  const kernel = Math.floor(at / (layer.kernel * layer.kernel));
  return isDepthwise(layer) ? kernel : kernel % layer.groupInputs;
}
