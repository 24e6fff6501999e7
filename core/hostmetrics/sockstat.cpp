// SPDX-License-Identifier: GPL-3.0-or-later
// Sockets by protocol (node_exporter: collector "sockstat").
#include <unistd.h>

#include "hostmetrics/collectors.h"
#include "hostmetrics/fields.h"
#include "hostmetrics/proc_file.h"

namespace hearth::hostmetrics {
namespace {

class SockstatCollector final : public Collector {
  public:
    explicit SockstatCollector(const HostMetricsOptions& options)
        : m_file4(options.procfs + "/net/sockstat")
        , m_file6(options.procfs + "/net/sockstat6")
        , m_pageBytes(static_cast<double>(::sysconf(_SC_PAGESIZE))) {}

    Result<void> collect(Samples& out) override {
        addLines(out, HEARTH_TRY(m_file4.read()));
        if (const auto text = m_file6.read()) { // absent where IPv6 is off
            addLines(out, *text);
        }
        return {};
    }

  private:
    /// `TCP: inuse 4 orphan 0 tw 4 alloc 17 mem 1`
    void addLines(Samples& out, std::string_view text) const {
        constexpr auto kHelp = "Sockets of the protocol, or memory for them.";
        std::string_view line;
        while (takeLine(text, line)) {
            auto protocol = takeWord(line);
            if (!protocol.ends_with(':')) {
                continue;
            }
            protocol.remove_suffix(1);
            for (auto key = takeWord(line); !key.empty(); key = takeWord(line)) {
                const auto value = takeNumber(line).value_or(0);
                auto name = "node_sockstat_" + std::string(protocol) + "_" + std::string(key);
                out.gauge(name, kHelp, value);
                if (key == "mem") { // in pages
                    out.gauge(name + "_bytes", kHelp, value * m_pageBytes);
                }
            }
        }
    }

    ProcFile m_file4;
    ProcFile m_file6;
    const double m_pageBytes;
};

} // namespace

std::unique_ptr<Collector> makeSockstatCollector(const HostMetricsOptions& options) {
    return std::make_unique<SockstatCollector>(options);
}

} // namespace hearth::hostmetrics
