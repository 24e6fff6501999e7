// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/dump.h"

#include <fmt/format.h>
#include <map>

#include "base/json_writer.h"
#include "base/text.h"
#include "instrument/registry.h"
#include "model/histogram_buckets.h"
#include "model/sample.h"
#include "promql/syntax/parser.h"
#include "tool/go_format.h"
#include "tsdb/db.h"

namespace hearth::app::tool {
namespace {

/// Go's encoding/json, which also escapes what HTML reads.
std::string labelsJson(const model::Labels& labels) {
    std::string plain;
    JsonWriter json(plain);
    json.beginObject();
    for (const auto& [name, value] : labels) {
        json.field(name, value);
    }
    json.endObject();
    std::string text;
    for (const char c : plain) {
        if (c == '<' || c == '>' || c == '&') {
            text += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
            text += c;
        }
    }
    return text;
}

/// Labels without blanks, as OpenMetrics has them behind the name.
std::string condensed(const model::Labels& labels) {
    std::string text = "{";
    for (const auto& [name, value] : labels) {
        text += text.size() > 1 ? "," : "";
        text += model::isLegacyLabelName(name) ? std::string(name) : quoteGo(name);
        text += '=';
        text += quoteGo(value);
    }
    return text + "}";
}

class Printer {
  public:
    Printer(Output& out, DumpFormat format)
        : m_out(out)
        , m_format(format) {}

    void print(const model::Labels& labels, const model::Columns& samples) {
        switch (m_format) {
        case DumpFormat::kSamples:
            return printSamples(formatLabels(labels), samples);
        case DumpFormat::kOpenMetrics:
            return printOpenMetrics(std::string(labels.metricName()) + condensed(labels.withoutMetricName()), samples);
        case DumpFormat::kSeriesJson:
            return m_out.line(labelsJson(labels));
        }
    }

  private:
    /// Floats and histograms in one order of time.
    void printSamples(const std::string& series, const model::Columns& samples) {
        std::size_t next = 0;
        const auto printHistogramsBefore = [&](model::TimestampMs time) {
            for (; next < samples.histograms.size() && samples.histograms[next].time < time; ++next) {
                const auto& sample = samples.histograms[next];
                m_out.line(fmt::format("{} {} {}", series, model::toText(sample.value), sample.time));
            }
        };
        for (std::size_t i = 0; i < samples.size(); ++i) {
            printHistogramsBefore(samples.times[i]);
            m_out.line(fmt::format("{} {} {}", series, formatFloatG(samples.values[i]), samples.times[i]));
        }
        for (; next < samples.histograms.size(); ++next) {
            const auto& sample = samples.histograms[next];
            m_out.line(fmt::format("{} {} {}", series, model::toText(sample.value), sample.time));
        }
    }

    void printOpenMetrics(const std::string& series, const model::Columns& samples) {
        for (std::size_t i = 0; i < samples.size(); ++i) {
            if (!model::isStale(samples.values[i])) {
                m_out.line(fmt::format("{} {} {:.3f}", series, formatFloatG(samples.values[i]),
                                       static_cast<double>(samples.times[i]) / 1000));
            }
        }
    }

    Output& m_out;
    const DumpFormat m_format;
};

Result<std::vector<model::Matchers>> selectorsOf(const DumpOptions& options) {
    if (options.selectors.empty()) {
        return std::vector<model::Matchers>(
            1, {HEARTH_TRY(model::Matcher::create(model::MatchType::kRegex, std::string(model::kMetricName), ".*"))});
    }
    std::vector<model::Matchers> selectors;
    for (const auto& text : options.selectors) {
        selectors.push_back(HEARTH_TRY(promql::parseMetricSelector(text)));
    }
    return selectors;
}

/// The selected series by their labels, each once though several selectors name it.
Result<std::map<model::Labels, std::unique_ptr<storage::Series>>>
select(storage::Querier& querier, model::TimeRange range, const DumpOptions& options) {
    storage::SelectHints hints;
    hints.range = range;
    hints.samplesNeeded = options.format != DumpFormat::kSeriesJson;
    std::map<model::Labels, std::unique_ptr<storage::Series>> all;
    for (const auto& matchers : HEARTH_TRY(selectorsOf(options))) {
        for (auto& series : HEARTH_TRY(querier.select(true, hints, matchers, {}))) {
            all.try_emplace(series->labels(), std::move(series));
        }
    }
    return all;
}

Result<void> printAll(Context& context, tsdb::Db& db, const DumpOptions& options) {
    const model::TimeRange range{options.minTime, options.maxTime};
    const auto querier = HEARTH_TRY(db.querier(range));
    auto all = HEARTH_TRY(select(*querier, range, options));
    Printer printer(context.out, options.format);
    model::Columns samples;
    for (auto& [labels, series] : all) {
        samples.clear();
        if (options.format != DumpFormat::kSeriesJson) {
            HEARTH_TRY(series->read(range, samples));
        }
        printer.print(labels, samples);
        series.reset();
    }
    if (options.format == DumpFormat::kOpenMetrics) {
        context.out.line("# EOF");
    }
    return {};
}

} // namespace

Result<void> dump(Context& context, const DumpOptions& options) {
    if (!context.files.isDirectory(options.directory)) {
        return fail(ErrorCode::kNotFound, fmt::format("there is no directory {}", options.directory));
    }
    HEARTH_TRY(selectorsOf(options)); // a mistyped one is said before the log is read
    instrument::Registry registry;
    tsdb::DbOptions db;
    db.directory = options.directory;
    db.readOnly = true;
    db.storageThread = false;
    const auto opened = HEARTH_TRY(tsdb::Db::open(std::move(db), context.files, context.clock, registry, context.log));
    HEARTH_TRY(printAll(context, *opened, options));
    return opened->close();
}

} // namespace hearth::app::tool
