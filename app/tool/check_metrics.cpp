// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/check_metrics.h"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

#include "exposition/family_parser.h"
#include "tool/go_format.h"
#include "tool/metric_lint.h"

namespace hearth::app::tool {
namespace {

using exposition::ExposedFamily;
using exposition::ExposedType;

struct Cardinality {
    std::string metric;
    std::size_t series = 0;
};

/// Metrics of histograms and summaries are taken to have as many parts as the first of the family has.
std::size_t seriesOf(const ExposedFamily& family) {
    const bool hasParts = family.type == ExposedType::kHistogram || family.type == ExposedType::kSummary;
    const auto each = hasParts ? family.metrics.front().parts.size() + 2 : 1; // and the sum and the count
    return family.metrics.size() * each;
}

std::string cardinalityTable(const std::vector<ExposedFamily>& families) {
    std::vector<Cardinality> all;
    std::size_t total = 0;
    for (const auto& family : families) {
        all.push_back({.metric = family.name, .series = seriesOf(family)});
        total += all.back().series;
    }
    std::ranges::sort(all, {},
                      [](const Cardinality& one) { return std::pair(~one.series, std::string_view(one.metric)); });
    TextTable table(4, 4); // as promtool's
    table.addRow({"Metric", "Cardinality", "Percentage", ""});
    for (const auto& one : all) {
        const auto percentage = static_cast<double>(one.series) / static_cast<double>(total) * 100;
        table.addRow({one.metric, std::to_string(one.series), fmt::format("{:.2f}%", percentage), ""});
    }
    table.addRow({"Total", std::to_string(total), "100%", ""});
    return table.toText();
}

} // namespace

int checkMetrics(Context& context, const CheckMetricsOptions& options, std::string_view text) {
    if (!options.extended && !options.lint) {
        context.complainLine("error: at least one of --extended or linting must be enabled");
        context.complainLine("Use --extended for cardinality analysis, or remove --lint=none to enable linting");
        return kMetricsBad;
    }
    const auto families = exposition::parseFamilies(text);
    if (!families) {
        context.complainLine(fmt::format("error while {}: {}",
                                         options.lint ? "linting" : "parsing text to metric families",
                                         families.error().message()));
        return kMetricsBad;
    }
    const auto problems = options.lint ? lintMetrics(*families) : std::vector<MetricProblem>();
    for (const auto& problem : problems) {
        context.complainLine(fmt::format("{} {}", problem.metric, problem.text));
    }
    if (options.extended) {
        context.out.print(cardinalityTable(*families));
    }
    return problems.empty() ? 0 : kMetricsLinted;
}

} // namespace hearth::app::tool
