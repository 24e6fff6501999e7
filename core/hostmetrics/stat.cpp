// SPDX-License-Identifier: GPL-3.0-or-later
// The lines of /proc/stat that are about the whole machine (node_exporter: collector "stat").
#include <array>

#include "hostmetrics/collectors.h"
#include "hostmetrics/fields.h"
#include "hostmetrics/proc_file.h"

namespace hearth::hostmetrics {
namespace {

struct Line {
    std::string_view key;
    const char* name;
    const char* help;
    instrument::FamilyType type;
};

using instrument::FamilyType;

constexpr std::array<Line, 6> kLines = {{
    {"intr", "node_intr_total", "Interrupts served.", FamilyType::kCounter},
    {"ctxt", "node_context_switches_total", "Switches between tasks.", FamilyType::kCounter},
    {"processes", "node_forks_total", "Tasks started.", FamilyType::kCounter},
    {"btime", "node_boot_time_seconds", "When the machine started, seconds since the Unix epoch.", FamilyType::kGauge},
    {"procs_running", "node_procs_running", "Tasks that run or could.", FamilyType::kGauge},
    {"procs_blocked", "node_procs_blocked", "Tasks that wait for input or output.", FamilyType::kGauge},
}};

/// In the order of the `softirq` line, after the sum.
constexpr std::array<const char*, 10> kVectors = {"hi",           "timer",   "net_tx", "net_rx",  "block",
                                                  "block_iopoll", "tasklet", "sched",  "hrtimer", "rcu"};

class StatCollector final : public Collector {
  public:
    explicit StatCollector(const HostMetricsOptions& options)
        : m_file(options.procfs + "/stat")
        , m_softInterrupts(options.softInterrupts) {}

    Result<void> collect(Samples& out) override {
        auto text = HEARTH_TRY(m_file.read());
        std::string_view line;
        while (takeLine(text, line)) {
            const auto key = takeWord(line);
            for (const auto& known : kLines) {
                if (known.key == key) {
                    out.add(known.type, known.name, known.help, takeNumber(line).value_or(0), {});
                }
            }
            if (m_softInterrupts && key == "softirq") {
                addVectors(out, line);
            }
        }
        return {};
    }

  private:
    static void addVectors(Samples& out, std::string_view line) {
        takeWord(line); // the sum
        for (const auto* const vector : kVectors) {
            if (const auto count = takeNumber(line)) {
                out.counter("node_softirqs_total", "Soft interrupts served, by vector.", *count, {{"vector", vector}});
            }
        }
    }

    ProcFile m_file;
    const bool m_softInterrupts;
};

} // namespace

std::unique_ptr<Collector> makeStatCollector(const HostMetricsOptions& options) {
    return std::make_unique<StatCollector>(options);
}

} // namespace hearth::hostmetrics
