// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <unordered_map>

#include <fmt/format.h>

#include "promql/functions/call_site.h"
#include "promql/selector.h"
#include "promql/time_cover.h"

namespace hearth::promql {

namespace {

/// The labels by which info series are found.
constexpr std::array<std::string_view, 2> kIdentifyingLabels{"instance", "job"};
constexpr std::string_view kDefaultInfoMetric = "target_info";
/// Where only names are excluded, these are what is left to choose from.
constexpr const char* kAnyInfoMetric = ".+_info";

/// What the second argument asks for.
struct InfoRequest {
    model::Matchers name;
    model::Matchers data;

    bool wants(std::string_view label) const {
        return data.empty() || std::ranges::any_of(data, [&](const auto& matcher) { return matcher.name() == label; });
    }
    /// A series without any info label stands only where no matcher demands one.
    bool allowsNone() const {
        return std::ranges::all_of(data, [](const auto& matcher) { return matcher.matchesEmpty(); });
    }
    bool isInfoMetric(std::string_view metric) const {
        return std::ranges::all_of(name, [&](const auto& matcher) { return matcher.matches(metric); });
    }
};

Result<InfoRequest> readRequest(const CallSite& site) {
    InfoRequest request;
    if (site.argCount() > 1) {
        for (const model::Matcher& matcher : withoutParens(site.call.args[1]).as<VectorSelector>()->matchers) {
            (matcher.name() == model::kMetricName ? request.name : request.data).push_back(matcher);
        }
    }
    const auto isPositive = [](const model::Matcher& matcher) {
        return matcher.type() == model::MatchType::kEqual || matcher.type() == model::MatchType::kRegex;
    };
    const std::string nameLabel(model::kMetricName);
    if (request.name.empty()) {
        request.name.push_back(model::Matcher::equal(nameLabel, std::string(kDefaultInfoMetric)));
    } else if (std::ranges::none_of(request.name, isPositive)) {
        request.name.push_back(HEARTH_TRY(model::Matcher::create(model::MatchType::kRegex, nameLabel, kAnyInfoMetric)));
    }
    return request;
}

/// Values of the identifying labels; empty where a series has none of them.
std::string identity(const model::Labels& labels) {
    std::string text;
    for (const std::string_view name : kIdentifyingLabels) {
        const std::string_view value = labels.value(name);
        text += fmt::format("{}:{}", value.size(), value);
    }
    return text == "0:0:" ? std::string() : text;
}

/// Adds to each series of a vector the labels of the info series with the same identity.
class InfoJoin {
  public:
    InfoJoin(const CallSite& site, const InfoRequest& request, const Table& base, const Table& info)
        : m_site(site)
        , m_request(request)
        , m_base(base)
        , m_info(info) {
        for (std::uint32_t row = 0; row < info.size(); ++row) {
            m_infoRows[identity(info.keys()[row].labels)].push_back(row);
        }
    }

    Result<Table> run() {
        for (std::size_t row = 0; row < m_base.size(); ++row) {
            HEARTH_TRY(m_site.context().check());
            HEARTH_TRY(joinSeries(row));
        }
        Table result(m_base.width(), m_site.context().budget);
        HEARTH_TRY(result.create(std::move(m_keys)));
        HEARTH_TRY(result.charge(m_columns.size() * m_base.width()));
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            std::ranges::copy(m_columns[i], result.row(i).begin());
        }
        return uniteDuplicates(std::move(result), Duplicates::kMerge);
    }

  private:
    using Rows = std::vector<std::uint32_t>;

    std::size_t addColumn(SeriesKey key) {
        m_keys.push_back(std::move(key));
        m_columns.emplace_back(m_base.width(), absentValue());
        return m_columns.size() - 1;
    }

    Result<void> joinSeries(std::size_t row) {
        const SeriesKey& key = m_base.keys()[row];
        const auto cells = m_base.row(row);
        if (m_request.isInfoMetric(key.labels.metricName())) {
            std::ranges::copy(cells, m_columns[addColumn(key)].begin());
            return {};
        }
        std::map<Rows, std::optional<std::size_t>> columns; // which info series at a step, and what that yields
        for (std::size_t step = 0; step < cells.size(); ++step) {
            if (isAbsent(cells[step])) {
                continue;
            }
            const Rows chosen = HEARTH_TRY(newestInfo(identity(key.labels), step));
            const auto [entry, isNew] = columns.try_emplace(chosen);
            if (isNew) {
                const auto enriched = HEARTH_TRY(enrichedKey(key, chosen));
                entry->second = enriched ? std::optional(addColumn(*enriched)) : std::nullopt;
            }
            if (entry->second) {
                m_columns[*entry->second][step] = cells[step];
            }
        }
        return {};
    }

    /// Of each info metric the series with the newest sample. The cells of m_info are sample times.
    Result<Rows> newestInfo(const std::string& wanted, std::size_t step) const {
        std::map<std::string_view, std::uint32_t> newest;
        const auto candidates = m_infoRows.find(wanted);
        if (wanted.empty() || candidates == m_infoRows.end()) {
            return Rows();
        }
        for (const std::uint32_t row : candidates->second) {
            const double time = m_info.row(row)[step];
            if (isAbsent(time)) {
                continue;
            }
            const auto [entry, isNew] = newest.try_emplace(m_info.keys()[row].labels.metricName(), row);
            const double known = m_info.row(entry->second)[step];
            if (!isNew && known == time) {
                return duplicate(entry->second, row, time);
            }
            entry->second = known < time ? row : entry->second;
        }
        Rows rows;
        for (const auto& [name, row] : newest) {
            rows.push_back(row);
        }
        return rows;
    }

    std::unexpected<Error> duplicate(std::uint32_t existing, std::uint32_t added, double seconds) const {
        const std::int64_t time = std::llround(seconds * static_cast<double>(model::kSecondMs));
        return fail(ErrorCode::kInternal,
                    fmt::format("found duplicate series for info metric: existing {} @ {}, new {} @ {}",
                                m_info.keys()[existing].labels.toString(), time, m_info.keys()[added].labels.toString(),
                                time));
    }

    /// `key` with the labels of the info series; nothing where there is none and a matcher demands one.
    Result<std::optional<SeriesKey>> enrichedKey(const SeriesKey& key, const Rows& rows) const {
        model::LabelsBuilder added;
        for (const std::uint32_t row : rows) {
            for (const model::LabelView& label : m_info.keys()[row].labels) {
                if (label.name == model::kMetricName || !m_request.wants(label.name)) {
                    continue;
                }
                const std::string_view other = added.value(label.name);
                if (!other.empty() && other != label.value) {
                    return fail(ErrorCode::kInternal, fmt::format("conflicting label: {}", label.name));
                }
                if (!key.labels.has(label.name)) {
                    added.set(label.name, label.value);
                }
            }
        }
        if (rows.empty() && !m_request.allowsNone()) {
            return std::nullopt;
        }
        model::LabelsBuilder labels(key.labels);
        for (const auto& [name, value] : added.pairs()) {
            labels.set(name, value);
        }
        return SeriesKey{labels.labels(), key.dropName};
    }

    const CallSite& m_site;
    const InfoRequest& m_request;
    const Table& m_base;
    const Table& m_info;
    std::unordered_map<std::string, Rows> m_infoRows; ///< By identity.
    std::vector<SeriesKey> m_keys;
    std::vector<Column> m_columns;
};

/// Which sample each info series has at each step: its time.
Result<Table> infoTimes(const CallSite& site, const InfoRequest& request) {
    VectorSelector selector;
    selector.matchers = request.name;
    std::ranges::copy_if(request.data, std::back_inserter(selector.matchers),
                         [](const model::Matcher& matcher) { return !matcher.matchesEmpty(); });
    const Steps times = firstSelectorSteps(site.call.args[0], site.steps, site.context().range);
    const StreamPtr stream = HEARTH_TRY(selectInstant(selector, times, {.function = site.call.function->name},
                                                      site.context(), SelectorYield::kTimestamp));
    return materialize(*stream, site.steps.count, site.context());
}

} // namespace

Result<StreamPtr> callInfo(const CallSite& site) {
    const InfoRequest request = HEARTH_TRY(readRequest(site));
    const Table base = HEARTH_TRY(site.table(0));
    const Table info = HEARTH_TRY(infoTimes(site, request));
    return std::make_unique<TableStream>(HEARTH_TRY(InfoJoin(site, request, base, info).run()));
}

} // namespace hearth::promql
