// SPDX-License-Identifier: GPL-3.0-or-later
// The kernel's randomness (node_exporter: collector "entropy").
#include "hostmetrics/collectors.h"
#include "hostmetrics/proc_file.h"

namespace hearth::hostmetrics {
namespace {

class EntropyCollector final : public Collector {
  public:
    explicit EntropyCollector(const HostMetricsOptions& options)
        : m_directory(options.procfs + "/sys/kernel/random/") {}

    Result<void> collect(Samples& out) override {
        out.gauge("node_entropy_available_bits", "Randomness at hand.",
                  HEARTH_TRY(readNumberFile(m_directory + "entropy_avail")));
        out.gauge("node_entropy_pool_size_bits", "Randomness that the pool holds at most.",
                  HEARTH_TRY(readNumberFile(m_directory + "poolsize")));
        return {};
    }

  private:
    const std::string m_directory;
};

} // namespace

std::unique_ptr<Collector> makeEntropyCollector(const HostMetricsOptions& options) {
    return std::make_unique<EntropyCollector>(options);
}

} // namespace hearth::hostmetrics
