// SPDX-License-Identifier: GPL-3.0-or-later
// /proc/vmstat (node_exporter: collector "vmstat").
#include "hostmetrics/collectors.h"
#include "hostmetrics/fields.h"
#include "hostmetrics/patterns.h"
#include "hostmetrics/proc_file.h"

namespace hearth::hostmetrics {
namespace {

class VmstatCollector final : public Collector {
  public:
    explicit VmstatCollector(const HostMetricsOptions& options)
        : m_file(options.procfs + "/vmstat")
        , m_filter(patternOr(options.vmstatFields, R"((oom_kill|pgpg|pswp|pg.*fault).*)")) {}

    Result<void> collect(Samples& out) override {
        auto text = HEARTH_TRY(m_file.read());
        m_filter.restart();
        std::string_view line;
        while (takeLine(text, line)) {
            const auto key = takeWord(line);
            if (m_filter.passes(key)) {
                out.untyped("node_vmstat_" + std::string(key), "A field of /proc/vmstat.",
                            takeNumber(line).value_or(0));
            }
        }
        return {};
    }

  private:
    ProcFile m_file;
    NameFilter m_filter;
};

} // namespace

std::unique_ptr<Collector> makeVmstatCollector(const HostMetricsOptions& options) {
    return std::make_unique<VmstatCollector>(options);
}

} // namespace hearth::hostmetrics
