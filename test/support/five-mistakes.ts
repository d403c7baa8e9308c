/** A definition with five different mistakes, each on a line of its own: 4, 6, 7, 9 and 10. */
export const FIVE_MISTAKES = `apiVersion: ix/v1
kind: Experiment
name: broken
platfrom: xeon-e5-2665
systems:
  - { name: IX, dataplane: ixx, cores: 6, loads: [100krps] }
  - { name: Linux, dataplane: linux, cores: 9, loads: [100krps] }
workload: memcached-usr
slo: { p99: 500 }
replications: -3
`;
