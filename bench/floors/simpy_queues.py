"""Queues in SimPy, as its documentation writes them: a process per request, a resource per queue.

Prints answered requests per second of processor time, and the mean latency as a check.
usage: python3 simpy_queues.py SERVERS QUEUES REQUESTS
"""

import random
import sys
import time

import simpy


def request(env, station, service, latencies):
    arose = env.now
    with station.request() as turn:
        yield turn
        yield env.timeout(service)
    latencies.append(env.now - arose)


def source(env, stations, rate, latencies, wanted, done):
    while len(latencies) < wanted:
        yield env.timeout(random.expovariate(rate))
        station = random.choice(stations)
        env.process(request(env, station, random.expovariate(1), latencies))
    done.succeed()


def main():
    servers, queues, wanted = (int(text) for text in sys.argv[1:4])
    env = simpy.Environment()
    stations = [simpy.Resource(env, servers // queues) for _ in range(queues)]
    latencies = []
    done = env.event()
    env.process(source(env, stations, 0.8 * servers, latencies, wanted, done))
    start = time.process_time()
    env.run(until=done)
    seconds = time.process_time() - start
    print(f"{len(latencies) / seconds:.0f} {sum(latencies) / len(latencies):.4f}")


if __name__ == "__main__":
    random.seed(1)
    main()
