// SPDX-License-Identifier: GPL-3.0-or-later
// /proc/meminfo (node_exporter: collector "meminfo").
#include "hostmetrics/collectors.h"
#include "hostmetrics/fields.h"
#include "hostmetrics/proc_file.h"

namespace hearth::hostmetrics {
namespace {

constexpr double kBytesPerKilobyte = 1024;

/// `Active(anon)` becomes `Active_anon`.
std::string metricNameOf(std::string_view field, bool inBytes) {
    std::string name = "node_memory_";
    for (const char c : field) {
        if (c == '(') {
            name += '_';
        } else if (c != ')') {
            name += c;
        }
    }
    return inBytes ? name + "_bytes" : name;
}

class MeminfoCollector final : public Collector {
  public:
    explicit MeminfoCollector(const HostMetricsOptions& options)
        : m_file(options.procfs + "/meminfo") {}

    Result<void> collect(Samples& out) override {
        auto text = HEARTH_TRY(m_file.read());
        std::string_view line;
        while (takeLine(text, line)) {
            auto field = takeWord(line);
            const auto value = takeNumber(line);
            if (!field.ends_with(':') || !value) {
                continue;
            }
            field.remove_suffix(1);
            const bool inBytes = takeWord(line) == "kB";
            out.gauge(metricNameOf(field, inBytes), "A field of /proc/meminfo.",
                      inBytes ? *value * kBytesPerKilobyte : *value);
        }
        return {};
    }

  private:
    ProcFile m_file;
};

} // namespace

std::unique_ptr<Collector> makeMeminfoCollector(const HostMetricsOptions& options) {
    return std::make_unique<MeminfoCollector>(options);
}

} // namespace hearth::hostmetrics
