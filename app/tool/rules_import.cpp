// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/rules_import.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "tool/block_builder.h"
#include "tool/block_list.h"
#include "tool/recording_rules.h"
#include "tsdb/compact/block_directory.h"

namespace hearth::app::tool {
namespace {

constexpr model::DurationMs kBeforeNow = 3 * model::kHourMs;
/// A server answers at most 11,000 points a series.
constexpr std::int64_t kPointsAtOnce = 10'000;

model::Labels recordedLabels(const model::Labels& labels, const RecordingRule& rule) {
    model::LabelsBuilder builder(labels);
    for (const auto& [name, value] : rule.labels) {
        builder.set(name, value);
    }
    builder.set(model::kMetricName, rule.name);
    return builder.labels();
}

class Import {
  public:
    Import(Context& context, const RulesImportOptions& options, datasource::DataSource& server)
        : m_context(context)
        , m_options(options)
        , m_server(server)
        , m_length(blockLength(options.longestBlock)) {}

    Result<void> run(const std::vector<RecordingRule>& rules, model::TimestampMs end) {
        for (auto start = blockStart(m_options.start, m_length); start <= end; start += m_length) {
            const model::TimeRange range{std::max(start, m_options.start), std::min(start + m_length - 1, end)};
            BlockBuilder block;
            for (const auto& rule : rules) {
                HEARTH_TRY(evaluate(rule, range, block));
            }
            if (!block.empty()) {
                HEARTH_TRY(write(block));
            }
        }
        for (const auto& [rule, count] : m_histogramsLeftOut) {
            m_context.log.warn("Histograms that a rule yields are left out: an answer shows their buckets, but not the "
                               "schema and bounds they are stored with",
                               {{"rule", rule}, {"histograms", fmt::to_string(count)}});
        }
        return {};
    }

  private:
    Result<void> evaluate(const RecordingRule& rule, model::TimeRange range, BlockBuilder& block) {
        const auto step = rule.interval;
        auto begin = (range.begin + step - 1) / step * step;
        for (; begin <= range.end; begin += kPointsAtOnce * step) {
            datasource::RangeQuery query;
            query.expression = rule.expression;
            query.range = {begin, std::min(begin + (kPointsAtOnce - 1) * step, range.end)};
            query.step = step;
            auto answer = m_server.queryRange(query, {});
            if (!answer) {
                return std::unexpected(
                    std::move(answer).error().withContext(fmt::format("rule {} of group {}", rule.name, rule.group)));
            }
            for (const auto& warning : answer->warnings) {
                m_context.log.warn("The range query returned a warning", {{"rule", rule.name}, {"warning", warning}});
            }
            HEARTH_TRY(addTo(block, answer->value, rule));
        }
        return {};
    }

    Result<void> addTo(BlockBuilder& block, const model::QueryValue& value, const RecordingRule& rule) {
        const auto* matrix = std::get_if<model::Matrix>(&value);
        if (matrix == nullptr) {
            return fail(ErrorCode::kInternal, fmt::format("rule {} yields no range of values", rule.name));
        }
        for (const auto& series : *matrix) {
            const auto labels = recordedLabels(series.labels, rule);
            for (const auto& sample : series.samples) {
                block.add(labels, sample.time, sample.value);
            }
            if (!series.histograms.empty()) {
                m_histogramsLeftOut[rule.name] += series.histograms.size();
            }
        }
        return {};
    }

    Result<void> write(BlockBuilder& builder) {
        const auto meta = HEARTH_TRY(builder.write(m_context, m_options.output));
        if (m_options.quiet) {
            return {};
        }
        const auto block = HEARTH_TRY(tsdb::Block::open(m_context.files, tsdb::blockPath(m_options.output, meta.ulid)));
        m_context.out.print(blockTable({block}, !m_wroteHeader, m_options.humanReadable));
        m_wroteHeader = true;
        return {};
    }

    Context& m_context;
    const RulesImportOptions& m_options;
    datasource::DataSource& m_server;
    const model::DurationMs m_length;
    bool m_wroteHeader = false;
    std::map<std::string, std::uint64_t> m_histogramsLeftOut; ///< By the name of the rule.
};

} // namespace

Result<void> importRules(Context& context, const RulesImportOptions& options, datasource::DataSource& server) {
    const auto end = options.end.value_or(context.clock.nowMs() - kBeforeNow);
    if (end < options.start) {
        return fail(ErrorCode::kInvalidArgument, "start time is not before end time");
    }
    std::vector<RecordingRule> rules;
    for (const auto& path : options.ruleFiles) {
        auto more = HEARTH_TRY(readRecordingRules(context.files, path, options.interval));
        std::ranges::move(more, std::back_inserter(rules));
    }
    return Import(context, options, server).run(rules, end);
}

} // namespace hearth::app::tool
