import { Counter, Histogram } from "prom-client";
import { metricNamed } from "./registry";

const COUNT = "trunkline_requests_total";
const SECONDS = "trunkline_request_duration_seconds";
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function countRequest(operation: string, status: number, ms: number): void {
  counter().inc({ operation, status });
  histogram().observe({ operation }, ms / 1_000);
}

const counter = () =>
  metricNamed(COUNT, (registry) => {
    const labelNames = ["operation", "status"] as const;
    return new Counter({ name: COUNT, help: "Answered requests of the API.", labelNames, registers: [registry] });
  });

const histogram = () =>
  metricNamed(SECONDS, (registry) => {
    const labelNames = ["operation"] as const;
    const help = "How long requests of the API took.";
    return new Histogram({ name: SECONDS, help, labelNames, buckets, registers: [registry] });
  });
