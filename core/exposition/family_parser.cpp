// SPDX-License-Identifier: GPL-3.0-or-later
#include "exposition/family_parser.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "base/text.h"
#include "exposition/family_set.h"
#include "exposition/number.h"
#include "exposition/scan.h"
#include "exposition/series_text.h"

namespace hearth::exposition {
namespace {

/// Foreign text is quoted in messages up to here.
constexpr std::size_t kMaxQuotedBytes = 80;

std::string quoted(std::string_view text) {
    return quoteGo(text.substr(0, kMaxQuotedBytes));
}

bool isBlank(char c) {
    return c == ' ' || c == '\t';
}

std::optional<ExposedType> typeOf(std::string_view word) {
    using enum ExposedType;
    const auto lower = toLowerAscii(word);
    if (lower == "gaugehistogram") {
        return kGaugeHistogram;
    }
    for (const auto type : {kUntyped, kCounter, kGauge, kSummary, kHistogram, kGaugeHistogram}) {
        if (lower == exposedTypeText(type)) {
            return type;
        }
    }
    return std::nullopt;
}

/// A line of samples, before it is known where it belongs.
struct Line {
    std::string name;
    std::vector<model::Labels::Pair> labels;
};

class Parser {
  public:
    explicit Parser(std::string_view text)
        : m_begin(text.data())
        , m_at(text.data())
        , m_end(text.data() + text.size()) {}

    Result<std::vector<ExposedFamily>> run() {
        while ((m_line = m_at = scan::blanks(m_at, m_end)) != m_end) {
            if (*m_at == '\n') {
                ++m_at;
            } else if (auto read = *m_at == '#' ? readComment() : readSample(); !read) {
                return std::unexpected(std::move(read).error());
            }
        }
        return m_families.take();
    }

  private:
    std::unexpected<Error> failed(std::string_view reason) const {
        const auto line = 1 + std::count(m_begin, m_line, '\n');
        return fail(ErrorCode::kInvalidArgument, fmt::format("line {}: {}", line, reason));
    }
    std::unexpected<Error> ended() const { return failed("unexpected end of input stream"); }

    bool atEnd() const { return m_at == m_end; }
    bool isAt(char c) const { return m_at != m_end && *m_at == c; }
    void skipBlanks() { m_at = scan::blanks(m_at, m_end); }
    std::string found() const {
        return fmt::format("'{}'", *m_at == '\n' ? std::string("\\n") : std::string(1, *m_at));
    }

    /// Up to the next of `stops`; the text must go on behind it.
    template <class Stops>
    Result<std::string_view> token(Stops stops) {
        const auto* const begin = m_at;
        m_at = std::find_if(m_at, m_end, stops);
        if (atEnd()) {
            return ended();
        }
        return std::string_view(begin, static_cast<std::size_t>(m_at - begin));
    }
    Result<std::string_view> word() {
        return token([](char c) { return c == '\n' || isBlank(c); });
    }
    Result<std::string_view> restOfLine() {
        return token([](char c) { return c == '\n'; });
    }

    /// The text in double quotes at the cursor, escapes undone.
    Result<std::string> quotedText(std::string_view what) {
        std::string text;
        for (++m_at; !atEnd() && *m_at != '"'; ++m_at) {
            if (*m_at == '\n') {
                return failed(fmt::format("{} {} contains unescaped new-line", what, quoted(text)));
            }
            text += *m_at == '\\' ? HEARTH_TRY(escaped()) : *m_at;
        }
        if (atEnd()) {
            return ended();
        }
        ++m_at;
        return text;
    }
    /// At a backslash; the cursor is left at what follows it.
    Result<char> escaped() {
        if (++m_at == m_end) {
            return ended();
        }
        if (*m_at != 'n' && *m_at != '\\' && *m_at != '"') {
            return failed(fmt::format("invalid escape sequence '\\{}'", *m_at));
        }
        return *m_at == 'n' ? '\n' : *m_at;
    }

    /// A bare or quoted name; empty where there is none.
    Result<std::string> name(std::string_view what, std::uint8_t start, std::uint8_t rest) {
        if (isAt('"')) {
            return quotedText(what);
        }
        const auto* const begin = m_at;
        m_at = scan::name(m_at, m_end, start, rest);
        return std::string(begin, m_at);
    }

    Result<void> checkName(std::string_view text) const {
        if (text.empty() || !isValidUtf8(text)) {
            return failed(fmt::format("invalid metric name {}", quoted(text)));
        }
        return {};
    }

    Result<void> readComment() {
        ++m_at;
        skipBlanks();
        const auto keyword = HEARTH_TRY(word());
        const bool isHelp = keyword == "HELP";
        if (!isAt('\n') && (isHelp || keyword == "TYPE")) {
            skipBlanks();
            const auto about = HEARTH_TRY(name("metric name", scan::kMetricStart, scan::kMetricRest));
            if (atEnd()) {
                return ended();
            }
            if (!isAt('\n')) {
                HEARTH_TRY(readMetadata(about, isHelp));
            }
        }
        HEARTH_TRY(restOfLine());
        ++m_at;
        return {};
    }

    Result<void> readMetadata(const std::string& about, bool isHelp) {
        if (!isBlank(*m_at)) {
            return failed("invalid metric name in comment");
        }
        HEARTH_TRY(checkName(about));
        auto& growing = *m_families.at(about).first;
        skipBlanks();
        if (atEnd()) {
            return ended();
        }
        if (isAt('\n')) {
            return {};
        }
        return isHelp ? readHelp(growing) : readType(growing);
    }

    Result<void> readHelp(GrowingFamily& growing) {
        if (growing.family.help) {
            return failed(fmt::format("second HELP line for metric name {}", quoted(growing.family.name)));
        }
        auto& help = growing.family.help.emplace();
        for (; !atEnd() && *m_at != '\n'; ++m_at) {
            help += *m_at == '\\' ? HEARTH_TRY(escaped()) : *m_at;
        }
        return {};
    }

    Result<void> readType(GrowingFamily& growing) {
        if (growing.hasType) {
            return failed(fmt::format("second TYPE line for metric name {}, or TYPE reported after samples",
                                      quoted(growing.family.name)));
        }
        const auto text = HEARTH_TRY(restOfLine());
        const auto type = typeOf(text);
        if (!type) {
            return failed(fmt::format("unknown metric type {}", quoted(text)));
        }
        growing.hasType = true;
        growing.family.type = *type;
        return {};
    }

    Result<void> readSample() {
        Line line;
        line.name = HEARTH_TRY(name("metric name", scan::kMetricStart, scan::kMetricRest));
        if (line.name.empty() && !isAt('{')) {
            return failed("invalid metric name");
        }
        skipBlanks();
        if (isAt('{')) {
            HEARTH_TRY(readLabels(line));
            skipBlanks();
        }
        if (line.name.empty()) {
            return failed("invalid metric name");
        }
        HEARTH_TRY(checkName(line.name));
        const auto [growing, role] = m_families.at(line.name);
        growing->hasType = true; // that of a TYPE line, or untyped from now on
        const auto part = HEARTH_TRY(takePart(*growing, line));
        auto& metric = growing->metric(std::move(line.labels));
        const auto value = HEARTH_TRY(readValue());
        HEARTH_TRY(store(*growing, metric, role, part, value));
        return readTime(metric);
    }

    /// From `{` to behind `}`.
    Result<void> readLabels(Line& line) {
        for (++m_at;; ++m_at) { // past the comma
            skipBlanks();
            if (isAt('}')) {
                break;
            }
            HEARTH_TRY(readLabel(line));
            if (isAt('}')) {
                break;
            }
        }
        ++m_at;
        return {};
    }

    /// A label, or the quoted name of the metric, and the blanks behind it.
    Result<void> readLabel(Line& line) {
        const bool isQuoted = isAt('"');
        const auto label = HEARTH_TRY(name("label name", scan::kLabelStart, scan::kLabelRest));
        skipBlanks();
        if (atEnd()) {
            return ended();
        }
        if (isQuoted && (isAt(',') || isAt('}'))) {
            if (!line.name.empty()) {
                return failed(fmt::format("multiple metric names for metric {}", quoted(line.name)));
            }
            line.name = label;
            return {};
        }
        if (label.empty()) {
            return failed(fmt::format("invalid label name for metric {}", quoted(line.name)));
        }
        if (!isAt('=')) {
            return failed(fmt::format("expected '=' after label name, found {}", found()));
        }
        HEARTH_TRY(checkLabelName(line, label));
        ++m_at;
        return readLabelValue(line, label);
    }

    Result<void> checkLabelName(const Line& line, const std::string& label) const {
        if (label == model::kMetricName) {
            return failed("label name \"__name__\" is reserved");
        }
        if (!isValidUtf8(label)) {
            return failed(fmt::format("invalid label name {}", quoted(label)));
        }
        if (std::ranges::find(line.labels, label, &model::Labels::Pair::first) != line.labels.end()) {
            return failed(fmt::format("duplicate label names for metric {}", quoted(line.name)));
        }
        if (line.labels.size() >= kMaxLabelsPerLine) {
            return fail(ErrorCode::kLimit, fmt::format("more than {} labels", kMaxLabelsPerLine));
        }
        return {};
    }

    Result<void> readLabelValue(Line& line, const std::string& label) {
        skipBlanks();
        if (atEnd()) {
            return ended();
        }
        if (!isAt('"')) {
            return failed(fmt::format("expected '\"' at start of label value, found {}", found()));
        }
        auto value = HEARTH_TRY(quotedText("label value"));
        if (!isValidUtf8(value)) {
            return failed(fmt::format("invalid label value {}", quoted(value)));
        }
        skipBlanks();
        if (atEnd()) {
            return ended();
        }
        if (!isAt(',') && !isAt('}')) {
            return failed(fmt::format("unexpected end of label value {}", quoted(value)));
        }
        line.labels.emplace_back(label, std::move(value));
        return {};
    }

    /// Takes the bound of a bucket or the quantile off the labels; NaN where there is none.
    Result<double> takePart(const GrowingFamily& growing, Line& line) const {
        const auto found = std::ranges::find(line.labels, growing.partLabel(), &model::Labels::Pair::first);
        if (growing.partLabel().empty() || found == line.labels.end()) {
            return std::numeric_limits<double>::quiet_NaN();
        }
        const auto text = std::move(found->second);
        line.labels.erase(found);
        double value = 0;
        if (readNumber(text.data(), text.data() + text.size(), value) != text.data() + text.size()) {
            return failed(
                fmt::format("expected float as value for '{}' label, got {}", growing.partLabel(), quoted(text)));
        }
        return value;
    }

    Result<double> readValue() {
        const auto text = HEARTH_TRY(word());
        double value = 0;
        if (readNumber(text.data(), text.data() + text.size(), value) != text.data() + text.size()) {
            return failed(fmt::format("expected float as value, got {}", quoted(text)));
        }
        return value;
    }

    Result<void> store(const GrowingFamily& growing, ExposedMetric& metric, LineRole role, double part,
                       double value) const {
        const bool counts = role == LineRole::kCount || (role == LineRole::kPart && !std::isnan(part));
        if (growing.isHistogram() && counts && value < 0) {
            return failed(fmt::format("negative {} for histogram {}",
                                      role == LineRole::kCount ? "count" : "bucket population",
                                      quoted(growing.family.name)));
        }
        if (growing.partLabel().empty()) {
            metric.value = value;
        } else if (role == LineRole::kCount) {
            metric.count = value;
        } else if (role == LineRole::kSum) {
            metric.sum = value;
        } else if (!std::isnan(part)) {
            metric.parts.emplace_back(part, value);
        }
        return {};
    }

    /// The timestamp, and the end of the line.
    Result<void> readTime(ExposedMetric& metric) {
        if (!isAt('\n')) {
            skipBlanks();
            const auto text = HEARTH_TRY(word());
            const auto digits = text.starts_with('+') ? text.substr(1) : text;
            model::TimestampMs time = 0;
            const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), time);
            if (read.ec != std::errc() || read.ptr != digits.data() + digits.size() || text.starts_with("+-")) {
                return failed(fmt::format("expected integer as timestamp, got {}", quoted(text)));
            }
            metric.time = time;
            if (const auto rest = HEARTH_TRY(restOfLine()); !rest.empty()) {
                return failed(fmt::format("spurious string after timestamp: {}", quoted(rest)));
            }
        }
        ++m_at;
        return {};
    }

    const char* const m_begin;
    const char* m_at;
    const char* const m_end;
    const char* m_line = nullptr; ///< Where the line in hand begins.
    FamilySet m_families;
};

} // namespace

std::string_view exposedTypeText(ExposedType type) {
    constexpr std::array<std::string_view, 6> kTexts{"untyped", "counter",   "gauge",
                                                     "summary", "histogram", "gauge_histogram"};
    return kTexts[static_cast<std::size_t>(type)];
}

Result<std::vector<ExposedFamily>> parseFamilies(std::string_view text) {
    return Parser(text).run();
}

} // namespace hearth::exposition
