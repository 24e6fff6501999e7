// SPDX-License-Identifier: GPL-3.0-or-later
// Tracked connections (node_exporter: collector "conntrack").
#include <array>
#include <map>

#include "hostmetrics/collectors.h"
#include "hostmetrics/fields.h"
#include "hostmetrics/proc_file.h"

namespace hearth::hostmetrics {
namespace {

constexpr std::array<std::string_view, 8> kShown = {"found", "invalid",    "ignore",         "insert",
                                                    "drop",  "early_drop", "search_restart", "insert_failed"};

class ConntrackCollector final : public Collector {
  public:
    explicit ConntrackCollector(const HostMetricsOptions& options)
        : m_count(options.procfs + "/sys/net/netfilter/nf_conntrack_count")
        , m_limit(options.procfs + "/sys/net/netfilter/nf_conntrack_max")
        , m_statistics(options.procfs + "/net/stat/nf_conntrack") {}

    Result<void> collect(Samples& out) override {
        out.gauge("node_nf_conntrack_entries", "Connections that are tracked.", HEARTH_TRY(readNumberFile(m_count)));
        out.gauge("node_nf_conntrack_entries_limit", "Connections that may be tracked.",
                  HEARTH_TRY(readNumberFile(m_limit)));
        if (const auto text = m_statistics.read()) {
            addStatistics(out, *text);
        }
        return {};
    }

  private:
    /// A line of names, then one line of hexadecimal numbers for each processor.
    static void addStatistics(Samples& out, std::string_view text) {
        std::string_view names;
        takeLine(text, names);
        std::map<std::string_view, double> sums;
        std::string_view line;
        while (takeLine(text, line)) {
            auto rest = names;
            for (auto name = takeWord(rest); !name.empty(); name = takeWord(rest)) {
                sums[name] += static_cast<double>(hexNumber(takeWord(line)).value_or(0));
            }
        }
        for (const auto name : kShown) {
            if (const auto sum = sums.find(name); sum != sums.end()) {
                out.gauge("node_nf_conntrack_stat_" + std::string(name), "A counter of connection tracking.",
                          sum->second);
            }
        }
    }

    const std::string m_count;
    const std::string m_limit;
    ProcFile m_statistics;
};

} // namespace

std::unique_ptr<Collector> makeConntrackCollector(const HostMetricsOptions& options) {
    return std::make_unique<ConntrackCollector>(options);
}

} // namespace hearth::hostmetrics
