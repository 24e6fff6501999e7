// SPDX-License-Identifier: GPL-3.0-or-later
// Frequencies of processors (node_exporter: collector "cpufreq").
#include <array>

#include "hostmetrics/collectors.h"
#include "hostmetrics/directory.h"
#include "hostmetrics/fields.h"
#include "hostmetrics/proc_file.h"

namespace hearth::hostmetrics {
namespace {

constexpr double kHertzPerKilohertz = 1000;

struct Frequency {
    const char* file;
    const char* name;
};

constexpr std::array<Frequency, 7> kFrequencies = {{
    {"cpuinfo_cur_freq", "node_cpu_frequency_hertz"},
    {"cpuinfo_avg_freq", "node_cpu_frequency_avg_hertz"},
    {"cpuinfo_min_freq", "node_cpu_frequency_min_hertz"},
    {"cpuinfo_max_freq", "node_cpu_frequency_max_hertz"},
    {"scaling_cur_freq", "node_cpu_scaling_frequency_hertz"},
    {"scaling_min_freq", "node_cpu_scaling_frequency_min_hertz"},
    {"scaling_max_freq", "node_cpu_scaling_frequency_max_hertz"},
}};

class CpufreqCollector final : public Collector {
  public:
    explicit CpufreqCollector(const HostMetricsOptions& options)
        : m_directory(options.sysfs + "/devices/system/cpu/") {}

    Result<void> collect(Samples& out) override {
        for (const auto& name : HEARTH_TRY(listDirectory(m_directory))) {
            if (const auto number = numberAfter(name, "cpu")) {
                addProcessor(out, *number, m_directory + name + "/cpufreq/");
            }
        }
        return {};
    }

  private:
    static void addProcessor(Samples& out, const std::string& cpu, const std::string& path) {
        const auto available = readValueFile(path + "scaling_available_governors");
        for (const auto& [file, name] : kFrequencies) {
            if (const auto value = readNumberFile(path + file)) {
                out.gauge(name, "Frequency of the processor.", *value * kHertzPerKilohertz, {{"cpu", cpu}});
            }
        }
        if (!available) {
            return;
        }
        const auto current = readValueFile(path + "scaling_governor").value_or("");
        std::string_view words = *available;
        for (auto governor = takeWord(words); !governor.empty(); governor = takeWord(words)) {
            out.gauge("node_cpu_scaling_governor", "Whether the governor is the one in use.",
                      governor == current ? 1 : 0, {{"cpu", cpu}, {"governor", std::string(governor)}});
        }
    }

    const std::string m_directory;
};

} // namespace

std::unique_ptr<Collector> makeCpufreqCollector(const HostMetricsOptions& options) {
    return std::make_unique<CpufreqCollector>(options);
}

} // namespace hearth::hostmetrics
