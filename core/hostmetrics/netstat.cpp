// SPDX-License-Identifier: GPL-3.0-or-later
// Protocol counters of /proc/net/{netstat,snmp,snmp6} (node_exporter: collector "netstat").
#include "hostmetrics/collectors.h"
#include "hostmetrics/fields.h"
#include "hostmetrics/patterns.h"
#include "hostmetrics/proc_file.h"

namespace hearth::hostmetrics {
namespace {

constexpr std::string_view kDefaultFields =
    R"((.*_(InErrors|InErrs)|Ip_Forwarding|Ip(6|Ext)_(InOctets|OutOctets)|Icmp6?_(InMsgs|OutMsgs)|)"
    R"(TcpExt_(Listen.*|Syncookies.*|TCPSynRetrans|TCPTimeouts|TCPOFOQueue|TCPRcvQDrop)|)"
    R"(Tcp_(ActiveOpens|InSegs|OutSegs|OutRsts|PassiveOpens|RetransSegs|CurrEstab)|)"
    R"(Udp6?_(InDatagrams|OutDatagrams|NoPorts|RcvbufErrors|SndbufErrors)))";

class NetstatCollector final : public Collector {
  public:
    explicit NetstatCollector(const HostMetricsOptions& options)
        : m_netstat(options.procfs + "/net/netstat")
        , m_snmp(options.procfs + "/net/snmp")
        , m_snmp6(options.procfs + "/net/snmp6")
        , m_filter(patternOr(options.netstatFields, kDefaultFields)) {}

    Result<void> collect(Samples& out) override {
        m_filter.restart();
        addPairedLines(out, HEARTH_TRY(m_netstat.read()));
        addPairedLines(out, HEARTH_TRY(m_snmp.read()));
        if (const auto text = m_snmp6.read()) { // absent where IPv6 is off
            addSnmp6(out, *text);
        }
        return {};
    }

  private:
    /// `Tcp: name name ...` and below it `Tcp: 1 2 ...`.
    void addPairedLines(Samples& out, std::string_view text) {
        std::string_view names;
        std::string_view values;
        while (takeLine(text, names) && takeLine(text, values)) {
            const auto protocol = takeWord(names);
            if (protocol != takeWord(values) || !protocol.ends_with(':')) {
                continue;
            }
            for (auto name = takeWord(names); !name.empty(); name = takeWord(names)) {
                add(out, protocol.substr(0, protocol.size() - 1), name, takeWord(values));
            }
        }
    }

    /// `Ip6InOctets 460`: the protocol ends at the 6.
    void addSnmp6(Samples& out, std::string_view text) {
        std::string_view line;
        while (takeLine(text, line)) {
            const auto key = takeWord(line);
            const auto six = key.find('6');
            if (six != std::string_view::npos) {
                add(out, key.substr(0, six + 1), key.substr(six + 1), takeWord(line));
            }
        }
    }

    void add(Samples& out, std::string_view protocol, std::string_view name, std::string_view value) {
        m_key.assign(protocol).append("_").append(name);
        if (!m_filter.passes(m_key)) {
            return;
        }
        if (const auto number = toNumber(value)) {
            out.untyped("node_netstat_" + m_key, "A protocol counter of the kernel.", *number);
        }
    }

    ProcFile m_netstat;
    ProcFile m_snmp;
    ProcFile m_snmp6;
    NameFilter m_filter;
    std::string m_key;
};

} // namespace

std::unique_ptr<Collector> makeNetstatCollector(const HostMetricsOptions& options) {
    return std::make_unique<NetstatCollector>(options);
}

} // namespace hearth::hostmetrics
