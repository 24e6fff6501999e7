// SPDX-License-Identifier: GPL-3.0-or-later
// Packets at the processors' doors (node_exporter: collector "softnet").
#include <array>

#include "hostmetrics/collectors.h"
#include "hostmetrics/fields.h"
#include "hostmetrics/proc_file.h"

namespace hearth::hostmetrics {
namespace {

struct Column {
    std::size_t index;
    const char* name;
    instrument::FamilyType type = instrument::FamilyType::kCounter;
};

constexpr std::size_t kColumns = 13;
constexpr std::size_t kProcessorColumn = 12;
constexpr std::array<Column, 7> kShown = {{
    {0, "node_softnet_processed_total"},
    {1, "node_softnet_dropped_total"},
    {2, "node_softnet_times_squeezed_total"},
    {8, "node_softnet_cpu_collision_total"},
    {9, "node_softnet_received_rps_total"},
    {10, "node_softnet_flow_limit_count_total"},
    {11, "node_softnet_backlog_len", instrument::FamilyType::kGauge},
}};

class SoftnetCollector final : public Collector {
  public:
    explicit SoftnetCollector(const HostMetricsOptions& options)
        : m_file(options.procfs + "/net/softnet_stat") {}

    Result<void> collect(Samples& out) override {
        auto text = HEARTH_TRY(m_file.read());
        std::string_view line;
        for (std::uint64_t lineIndex = 0; takeLine(text, line); ++lineIndex) {
            // Older kernels have fewer columns; without the processor's number its line stands for it.
            std::array<std::uint64_t, kColumns> values{};
            values[kProcessorColumn] = lineIndex;
            for (auto& value : values) {
                const auto word = takeWord(line);
                value = word.empty() ? value : hexNumber(word).value_or(0);
            }
            for (const auto& column : kShown) {
                out.add(column.type, column.name, "A counter of the processor's packet queue.",
                        static_cast<double>(values[column.index]), {{"cpu", std::to_string(values[kProcessorColumn])}});
            }
        }
        return {};
    }

  private:
    ProcFile m_file;
};

} // namespace

std::unique_ptr<Collector> makeSoftnetCollector(const HostMetricsOptions& options) {
    return std::make_unique<SoftnetCollector>(options);
}

} // namespace hearth::hostmetrics
