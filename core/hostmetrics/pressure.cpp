// SPDX-License-Identifier: GPL-3.0-or-later
// Time lost to a lack of resources (node_exporter: collector "pressure").
#include <array>

#include "hostmetrics/collectors.h"
#include "hostmetrics/fields.h"
#include "hostmetrics/proc_file.h"

namespace hearth::hostmetrics {
namespace {

constexpr double kSecondsPerMicrosecond = 1e-6;

struct Resource {
    const char* file;
    const char* waiting; ///< Name for the line `some`: at least one task waited. Null where it is not shown.
    const char* stalled; ///< Name for the line `full`: all tasks waited.
};

constexpr std::array<Resource, 4> kResources = {{
    {"/pressure/cpu", "node_pressure_cpu_waiting_seconds_total", nullptr},
    {"/pressure/io", "node_pressure_io_waiting_seconds_total", "node_pressure_io_stalled_seconds_total"},
    {"/pressure/memory", "node_pressure_memory_waiting_seconds_total", "node_pressure_memory_stalled_seconds_total"},
    {"/pressure/irq", nullptr, "node_pressure_irq_stalled_seconds_total"},
}};

class PressureCollector final : public Collector {
  public:
    explicit PressureCollector(const HostMetricsOptions& options) {
        for (const auto& resource : kResources) {
            m_files.push_back(std::make_unique<ProcFile>(options.procfs + resource.file));
        }
    }

    Result<void> collect(Samples& out) override {
        bool isKnown = false;
        for (std::size_t i = 0; i < kResources.size(); ++i) {
            if (const auto text = m_files[i]->read()) {
                isKnown = true;
                addLines(out, kResources[i], *text);
            }
        }
        return isKnown ? Result<void>() : fail(ErrorCode::kNotFound, "the kernel keeps no pressure information");
    }

  private:
    static void addLines(Samples& out, const Resource& resource, std::string_view text) {
        std::string_view line;
        while (takeLine(text, line)) {
            const auto kind = takeWord(line);
            const auto* const name = kind == "some" ? resource.waiting : kind == "full" ? resource.stalled : nullptr;
            const auto total = line.find("total=");
            if (name == nullptr || total == std::string_view::npos) {
                continue;
            }
            if (const auto value = toNumber(line.substr(total + 6))) {
                out.counter(name, "Time that tasks waited for the resource.", *value * kSecondsPerMicrosecond);
            }
        }
    }

    std::vector<std::unique_ptr<ProcFile>> m_files; ///< In the order of kResources.
};

} // namespace

std::unique_ptr<Collector> makePressureCollector(const HostMetricsOptions& options) {
    return std::make_unique<PressureCollector>(options);
}

} // namespace hearth::hostmetrics
