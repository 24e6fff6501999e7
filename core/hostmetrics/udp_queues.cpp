// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes that wait in UDP sockets (node_exporter: collector "udp_queues").
#include "hostmetrics/collectors.h"
#include "hostmetrics/fields.h"
#include "hostmetrics/proc_file.h"

namespace hearth::hostmetrics {
namespace {

/// Columns before `tx_queue:rx_queue`.
constexpr int kColumnsBefore = 4;

class UdpQueuesCollector final : public Collector {
  public:
    explicit UdpQueuesCollector(const HostMetricsOptions& options)
        : m_file4(options.procfs + "/net/udp")
        , m_file6(options.procfs + "/net/udp6") {}

    Result<void> collect(Samples& out) override {
        const auto text4 = m_file4.read();
        if (text4) {
            addSums(out, "v4", *text4);
        }
        const auto text6 = m_file6.read();
        if (text6) {
            addSums(out, "v6", *text6);
        }
        return text4 || text6 ? Result<void>() : std::unexpected(text4.error());
    }

  private:
    static void addSums(Samples& out, const char* version, std::string_view text) {
        double sent = 0;
        double received = 0;
        std::string_view line;
        takeLine(text, line); // headings
        while (takeLine(text, line)) {
            for (int i = 0; i < kColumnsBefore; ++i) {
                takeWord(line);
            }
            const auto queues = takeWord(line);
            const auto colon = queues.find(':');
            if (colon != std::string_view::npos) {
                sent += static_cast<double>(hexNumber(queues.substr(0, colon)).value_or(0));
                received += static_cast<double>(hexNumber(queues.substr(colon + 1)).value_or(0));
            }
        }
        constexpr auto kHelp = "Bytes in the queues of UDP sockets.";
        out.gauge("node_udp_queues", kHelp, received, {{"ip", version}, {"queue", "rx"}});
        out.gauge("node_udp_queues", kHelp, sent, {{"ip", version}, {"queue", "tx"}});
    }

    ProcFile m_file4;
    ProcFile m_file6;
};

} // namespace

std::unique_ptr<Collector> makeUdpQueuesCollector(const HostMetricsOptions& options) {
    return std::make_unique<UdpQueuesCollector>(options);
}

} // namespace hearth::hostmetrics
