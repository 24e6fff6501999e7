// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tsdb/db_fixture.h"

#include <bit>
#include <fmt/format.h>

namespace hearth::tsdb::testing {
namespace {

std::vector<storage::RefSample> withRef(storage::SeriesRef ref, const std::vector<model::Sample>& samples) {
    std::vector<storage::RefSample> out;
    for (const auto& sample : samples) {
        out.push_back({ref, sample.time, sample.value});
    }
    return out;
}

std::string toText(const std::vector<storage::Rejection>& rejections) {
    std::string text;
    for (const auto& rejection : rejections) {
        text += fmt::format("{}{}:{}", text.empty() ? "" : ", ", rejection.index,
                            storage::rejectReasonText(rejection.reason));
    }
    return text;
}

} // namespace

Result<void> DbFixture::write(const model::Labels& labels, const std::vector<model::Sample>& samples) {
    const auto appender = m_db->appender();
    const auto ref = HEARTH_TRY(appender->series(labels));
    std::vector<storage::Rejection> rejected;
    appender->append(withRef(ref, samples), rejected);
    if (!rejected.empty()) {
        return fail(ErrorCode::kInvalidArgument, toText(rejected));
    }
    return appender->commit();
}

std::string DbFixture::tryWrite(const model::Labels& labels, const std::vector<model::Sample>& samples) {
    const auto appender = m_db->appender();
    std::vector<storage::Rejection> rejected;
    appender->append(withRef(appender->series(labels).value(), samples), rejected);
    return toText(rejected);
}

Contents readAll(storage::Querier& querier, const model::Matchers& matchers, model::TimeRange range) {
    Contents contents;
    auto all = matchers;
    if (all.empty()) {
        all.push_back(model::Matcher::create(model::MatchType::kRegex, std::string(model::kMetricName), ".*").value());
    }
    const auto list = querier.select(true, {}, all, {}).value();
    for (const auto& series : list) {
        storage::Columns columns;
        series->read(range, columns).value();
        auto& samples = contents[series->labels().toString()];
        for (std::size_t i = 0; i < columns.size(); ++i) {
            samples.emplace_back(columns.times[i], std::bit_cast<std::uint64_t>(columns.values[i]));
        }
    }
    return contents;
}

Contents DbFixture::read(const model::Matchers& matchers, model::TimeRange range) {
    return readAll(*m_db->querier(range).value(), matchers, range);
}

std::string DbFixture::metric(const std::string& name) {
    for (const auto& family : m_registry->gather()) {
        if (family.name == name) {
            return fmt::format("{}", family.metrics.front().value);
        }
    }
    return "none";
}

std::string toText(const Contents& contents) {
    std::string text;
    for (const auto& [labels, samples] : contents) {
        text += labels;
        for (const auto& [time, bits] : samples) {
            text += fmt::format(" {}@{}", std::bit_cast<double>(bits), time);
        }
        text += '\n';
    }
    return text;
}

} // namespace hearth::tsdb::testing
