import { collectDefaultMetrics, type Metric, Registry } from "prom-client";
import { processSingleton } from "@/lib/platform/process-singleton";

export function metricsRegistry(): Registry {
  return processSingleton("metrics", () => {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    return registry;
  });
}

export function metricNamed<T extends Metric>(name: string, make: (registry: Registry) => T): T {
  const registry = metricsRegistry();
  return (registry.getSingleMetric(name) as unknown as T | undefined) ?? make(registry);
}
