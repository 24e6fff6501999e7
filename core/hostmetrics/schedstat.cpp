// SPDX-License-Identifier: GPL-3.0-or-later
// What the scheduler did on each processor (node_exporter: collector "schedstat").
#include "hostmetrics/collectors.h"
#include "hostmetrics/fields.h"
#include "hostmetrics/proc_file.h"

namespace hearth::hostmetrics {
namespace {

constexpr double kSecondsPerNanosecond = 1e-9;
/// Columns between the processor's name and the three that are shown.
constexpr int kSkippedColumns = 6;

class SchedstatCollector final : public Collector {
  public:
    explicit SchedstatCollector(const HostMetricsOptions& options)
        : m_file(options.procfs + "/schedstat") {}

    Result<void> collect(Samples& out) override {
        auto text = HEARTH_TRY(m_file.read());
        std::string_view line;
        while (takeLine(text, line)) {
            const auto name = takeWord(line);
            if (!name.starts_with("cpu")) {
                continue;
            }
            for (int i = 0; i < kSkippedColumns; ++i) {
                takeWord(line);
            }
            const instrument::LabelPairs labels = {{"cpu", std::string(name.substr(3))}};
            out.counter("node_schedstat_running_seconds_total", "Time that the processor ran tasks.",
                        takeNumber(line).value_or(0) * kSecondsPerNanosecond, labels);
            out.counter("node_schedstat_waiting_seconds_total", "Time that tasks waited for the processor.",
                        takeNumber(line).value_or(0) * kSecondsPerNanosecond, labels);
            out.counter("node_schedstat_timeslices_total", "Time slices that the processor ran.",
                        takeNumber(line).value_or(0), labels);
        }
        return {};
    }

  private:
    ProcFile m_file;
};

} // namespace

std::unique_ptr<Collector> makeSchedstatCollector(const HostMetricsOptions& options) {
    return std::make_unique<SchedstatCollector>(options);
}

} // namespace hearth::hostmetrics
