// SPDX-License-Identifier: GPL-3.0-or-later
// /proc/loadavg (node_exporter: collector "loadavg").
#include "hostmetrics/collectors.h"
#include "hostmetrics/fields.h"
#include "hostmetrics/proc_file.h"

namespace hearth::hostmetrics {
namespace {

class LoadavgCollector final : public Collector {
  public:
    explicit LoadavgCollector(const HostMetricsOptions& options)
        : m_file(options.procfs + "/loadavg") {}

    Result<void> collect(Samples& out) override {
        auto text = HEARTH_TRY(m_file.read());
        for (const auto name : {"node_load1", "node_load5", "node_load15"}) {
            const auto value = takeNumber(text);
            if (!value) {
                return fail(ErrorCode::kInvalidArgument, "the load average holds fewer than three numbers");
            }
            out.gauge(name, "Average number of runnable or waiting tasks, over so many minutes.", *value);
        }
        return {};
    }

  private:
    ProcFile m_file;
};

} // namespace

std::unique_ptr<Collector> makeLoadavgCollector(const HostMetricsOptions& options) {
    return std::make_unique<LoadavgCollector>(options);
}

} // namespace hearth::hostmetrics
