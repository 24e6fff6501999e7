// SPDX-License-Identifier: GPL-3.0-or-later
// Traffic of network devices (node_exporter: collector "netdev").
#include <array>
#include <map>

#include "base/text.h"
#include "hostmetrics/collectors.h"
#include "hostmetrics/fields.h"
#include "hostmetrics/link_statistics.h"
#include "hostmetrics/patterns.h"
#include "hostmetrics/proc_file.h"

namespace hearth::hostmetrics {
namespace {

/// In the order of the columns of /proc/net/dev.
constexpr std::array<const char*, 16> kColumns = {
    "receive_bytes",  "receive_packets",  "receive_errs",       "receive_drop",
    "receive_fifo",   "receive_frame",    "receive_compressed", "receive_multicast",
    "transmit_bytes", "transmit_packets", "transmit_errs",      "transmit_drop",
    "transmit_fifo",  "transmit_colls",   "transmit_carrier",   "transmit_compressed"};

/// Several of the kernel's counters are one of /proc/net/dev's columns, which these names come from.
std::array<std::uint64_t, kColumns.size()> columnsOf(const rtnl_link_stats64& c) {
    return {c.rx_bytes,
            c.rx_packets,
            c.rx_errors,
            c.rx_dropped + c.rx_missed_errors,
            c.rx_fifo_errors,
            c.rx_frame_errors + c.rx_length_errors + c.rx_over_errors + c.rx_crc_errors,
            c.rx_compressed,
            c.multicast,
            c.tx_bytes,
            c.tx_packets,
            c.tx_errors,
            c.tx_dropped,
            c.tx_fifo_errors,
            c.collisions,
            c.tx_carrier_errors + c.tx_aborted_errors + c.tx_heartbeat_errors + c.tx_window_errors,
            c.tx_compressed};
}

void addCounter(Samples& out, const std::string& device, std::string_view column, double value) {
    out.counter("node_network_" + std::string(column) + "_total", "A counter of the network device.", value,
                {{"device", device}});
}

class NetdevCollector final : public Collector {
  public:
    explicit NetdevCollector(const HostMetricsOptions& options)
        : m_file(options.procfs + "/net/dev")
        , m_overNetlink(options.networkOverNetlink)
        , m_exclude(options.networkDevicesExclude) {}

    Result<void> collect(Samples& out) override { return m_overNetlink ? collectLinks(out) : collectFile(out); }

  private:
    Result<void> collectLinks(Samples& out) const {
        for (const auto& link : HEARTH_TRY(readLinks())) {
            if (matchesIfSet(m_exclude, link.device)) {
                continue;
            }
            const auto values = columnsOf(link.counters);
            for (std::size_t i = 0; i < values.size(); ++i) {
                addCounter(out, link.device, kColumns[i], static_cast<double>(values[i]));
            }
            addCounter(out, link.device, "receive_nohandler", static_cast<double>(link.counters.rx_nohandler));
        }
        return {};
    }

    Result<void> collectFile(Samples& out) {
        auto text = HEARTH_TRY(m_file.read());
        std::string_view line;
        while (takeLine(text, line)) {
            const auto colon = line.rfind(':');
            if (colon == std::string_view::npos) { // two lines of headings
                continue;
            }
            const std::string device(trim(line.substr(0, colon)));
            line.remove_prefix(colon + 1);
            for (const auto* const column : kColumns) {
                const auto value = takeNumber(line);
                if (value && !matchesIfSet(m_exclude, device)) {
                    addCounter(out, device, column, *value);
                }
            }
        }
        return {};
    }

    ProcFile m_file;
    const bool m_overNetlink;
    const std::optional<model::Regex> m_exclude;
};

} // namespace

std::unique_ptr<Collector> makeNetdevCollector(const HostMetricsOptions& options) {
    return std::make_unique<NetdevCollector>(options);
}

} // namespace hearth::hostmetrics
