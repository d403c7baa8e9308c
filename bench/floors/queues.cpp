// The floor of queues in C++: servers on a 4-ary heap, arrivals kept out of it, exponential variates by ziggurat over
// xoshiro128**, every latency counted. Prints answered requests per second of processor time, and the mean and 99th
// percentile of the latency as a check.
//   g++ -O3 -march=native -std=c++20 queues.cpp && ./a.out SERVERS QUEUES REQUESTS
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

namespace {

constexpr int kLayers = 256;
constexpr double kTail = 7.69711747013104972, kArea = 0.0039496598225815571993;

struct Ziggurat {
  double density[kLayers + 1], step[kLayers];
  uint32_t inside[kLayers];
  Ziggurat() {
    double edge[kLayers + 1];
    edge[0] = kArea * std::exp(kTail);
    edge[1] = kTail;
    for (int i = 2; i < kLayers; i++) edge[i] = -std::log(std::exp(-edge[i - 1]) + kArea / edge[i - 1]);
    edge[kLayers] = 0;
    for (int i = 0; i <= kLayers; i++) density[i] = std::exp(-edge[i]);
    for (int i = 0; i < kLayers; i++) {
      step[i] = edge[i] / (1 << 24);
      inside[i] = static_cast<uint32_t>(edge[i + 1] / edge[i] * (1 << 24));
    }
  }
};

struct Random {
  uint32_t a, b, c, d;
  explicit Random(uint32_t seed) {
    auto next = [&seed] {
      seed += 0x9e3779b9;
      uint32_t z = seed;
      z = (z ^ (z >> 16)) * 0x85ebca6b;
      z = (z ^ (z >> 13)) * 0xc2b2ae35;
      return z ^ (z >> 16);
    };
    a = next(), b = next(), c = next(), d = next() | 1;
  }
  uint32_t bits() {
    uint32_t out = std::rotl(b * 5, 7) * 9, t = b << 9;
    c ^= a, d ^= b, b ^= c, a ^= d, c ^= t, d = std::rotl(d, 11);
    return out;
  }
  double unit() { return ((bits() >> 5) * 67108864.0 + (bits() >> 6) + 0.5) / 9007199254740992.0; }
  double exponential(const Ziggurat& z) {
    for (;;) {
      uint32_t word = bits(), layer = word & 255, coordinate = word >> 8;
      double x = coordinate * z.step[layer];
      if (coordinate < z.inside[layer]) return x;
      if (layer == 0) return kTail - std::log(unit());
      if (z.density[layer] + unit() * (z.density[layer + 1] - z.density[layer]) < std::exp(-x)) return x;
    }
  }
};

struct Busy {
  double doneAt;
  int server;
};

struct Heap {
  std::vector<Busy> rows;
  int size = 0;
  explicit Heap(int capacity) : rows(capacity + 8) {}
  void push(Busy busy) {
    int hole = size++;
    for (; hole > 0; hole = (hole - 1) / 4) {
      if (rows[(hole - 1) / 4].doneAt <= busy.doneAt) break;
      rows[hole] = rows[(hole - 1) / 4];
    }
    rows[hole] = busy;
  }
  void replaceTop(Busy busy) {
    int hole = 0;
    for (;;) {
      int child = 4 * hole + 1;
      if (child >= size) break;
      int least = child, end = child + 4 < size ? child + 4 : size;
      for (int i = child + 1; i < end; i++)
        if (rows[i].doneAt < rows[least].doneAt) least = i;
      if (rows[least].doneAt >= busy.doneAt) break;
      rows[hole] = rows[least];
      hole = least;
    }
    rows[hole] = busy;
  }
  void pop() {
    if (--size > 0) replaceTop(rows[size]);
  }
};

struct Histogram {
  static constexpr int kFrom = (1023 - 20) << 8, kBins = 44 << 8;
  std::vector<uint32_t> counts = std::vector<uint32_t>(kBins);
  double sum = 0;
  void add(double value) {
    int bin = static_cast<int>(std::bit_cast<uint64_t>(value) >> 44) - kFrom;
    counts[bin < 0 ? 0 : bin]++;
    sum += value;
  }
  double percentile(double share, uint64_t total) const {
    double seen = 0;
    int bin = 0;
    while (bin < kBins - 1 && (seen += counts[bin]) < share * total) bin++;
    return std::bit_cast<double>(static_cast<uint64_t>(bin + kFrom) << 44);
  }
};

struct Request {
  double arose, service;
};

constexpr uint32_t kRoom = 1 << 16;

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) return 2;
  const int servers = std::atoi(arguments[1]), queues = std::atoi(arguments[2]);
  const uint64_t requests = std::strtoull(arguments[3], nullptr, 10);
  const Ziggurat ziggurat;
  Random random(1);
  Heap heap(servers);
  Histogram histogram;
  std::vector<Request> waiting(queues * kRoom);
  std::vector<uint32_t> head(queues), tail(queues);
  std::vector<double> serving(servers);
  uint32_t idle = (1u << servers) - 1;
  const double gap = 1 / (0.8 * servers);
  double nextArrival = 0;
  uint64_t answered = 0;
  const clock_t from = std::clock();
  while (answered < requests) {
    if (heap.size == 0 || nextArrival < heap.rows[0].doneAt) {
      const double now = nextArrival, service = random.exponential(ziggurat);
      nextArrival += random.exponential(ziggurat) * gap;
      const int queue = queues == 1 ? 0 : static_cast<int>((uint64_t{random.bits()} * queues) >> 32);
      const uint32_t takers = queues == 1 ? idle : idle & (1u << queue);
      if (takers != 0) {
        const int server = std::countr_zero(takers);
        idle &= ~(1u << server);
        serving[server] = now;
        heap.push({now + service, server});
      } else {
        waiting[queue * kRoom + (tail[queue]++ & (kRoom - 1))] = {now, service};
      }
      continue;
    }
    const auto [now, server] = heap.rows[0];
    histogram.add(now - serving[server]);
    answered++;
    const int queue = queues == 1 ? 0 : server;
    if (head[queue] == tail[queue]) {
      idle |= 1u << server;
      heap.pop();
    } else {
      const Request& next = waiting[queue * kRoom + (head[queue]++ & (kRoom - 1))];
      serving[server] = next.arose;
      heap.replaceTop({now + next.service, server});
    }
  }
  const double seconds = static_cast<double>(std::clock() - from) / CLOCKS_PER_SEC;
  std::printf("%.0f %.4f %.3f\n", answered / seconds, histogram.sum / answered, histogram.percentile(0.99, answered));
}
