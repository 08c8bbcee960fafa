import { collectDefaultMetrics, type Metric, Registry } from "prom-client";

const kept = globalThis as typeof globalThis & { trunklineMetrics?: Registry };

/** One a process: Next evaluates a module once per bundle. */
export function metricsRegistry(): Registry {
  if (kept.trunklineMetrics) return kept.trunklineMetrics;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  kept.trunklineMetrics = registry;
  return registry;
}

/** The metric of this name, made by whichever bundle asks first. */
export function metricNamed<T extends Metric>(name: string, make: (registry: Registry) => T): T {
  const registry = metricsRegistry();
  return (registry.getSingleMetric(name) as unknown as T | undefined) ?? make(registry);
}
