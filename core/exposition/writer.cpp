// SPDX-License-Identifier: GPL-3.0-or-later
#include "exposition/writer.h"

#include <charconv>
#include <cmath>
#include <limits>

#include "base/number_format.h"
#include "model/labels.h"

namespace hearth::exposition {
namespace {

using instrument::Family;
using instrument::FamilyType;
using instrument::Metric;

/// What is appended to a family's name, and the label that only some lines of it have.
struct Line {
    std::string_view suffix;
    std::string_view extraLabel;
    double extraValue = 0;
};

void appendEscaped(std::string& out, std::string_view text, bool quotes) {
    for (const char c : text) {
        if (c == '\n') {
            out += "\\n";
        } else if (c == '\\' || (quotes && c == '"')) {
            out += '\\';
            out += c;
        } else {
            out += c;
        }
    }
}

void appendQuoted(std::string& out, std::string_view text) {
    out += '"';
    appendEscaped(out, text, true);
    out += '"';
}

void appendInteger(std::string& out, auto value) {
    char buffer[24];
    out.append(buffer, std::to_chars(buffer, buffer + sizeof(buffer), value).ptr);
}

/// What both formats share; they differ in a few words and in how they write numbers.
class FamilyWriter {
  public:
    FamilyWriter(std::string& out, EscapingScheme escaping, bool openMetrics)
        : m_out(out)
        , m_escaping(escaping)
        , m_openMetrics(openMetrics) {}

    void write(const Family& family) {
        if (family.metrics.empty()) {
            return;
        }
        m_name = escapeName(family.name, m_escaping);
        m_counterSuffix = {};
        if (m_openMetrics && family.type == FamilyType::kCounter && m_name.ends_with("_total")) {
            m_name.resize(m_name.size() - 6);
            m_counterSuffix = "_total";
        }
        writeHead(family);
        for (const auto& metric : family.metrics) {
            writeMetric(family.type, metric);
        }
    }

  private:
    std::string_view typeText(FamilyType type) const {
        switch (type) {
        case FamilyType::kCounter:
            return m_openMetrics && m_counterSuffix.empty() ? "unknown" : "counter";
        case FamilyType::kGauge:
            return "gauge";
        case FamilyType::kHistogram:
            return "histogram";
        case FamilyType::kSummary:
            return "summary";
        case FamilyType::kUntyped:
            break;
        }
        return m_openMetrics ? "unknown" : "untyped";
    }

    void writeHead(const Family& family) {
        if (!family.help.empty()) {
            m_out += "# HELP ";
            writeMetadataName();
            m_out += ' ';
            appendEscaped(m_out, family.help, m_openMetrics);
            m_out += '\n';
        }
        m_out += "# TYPE ";
        writeMetadataName();
        m_out += ' ';
        m_out += typeText(family.type);
        m_out += '\n';
    }

    void writeMetadataName() {
        if (model::isLegacyMetricName(m_name)) {
            m_out += m_name;
        } else {
            appendQuoted(m_out, m_name);
        }
    }

    void writeMetric(FamilyType type, const Metric& metric) {
        if (type == FamilyType::kSummary) {
            for (const auto& [quantile, value] : metric.quantiles) {
                writeFloat(metric, {"", "quantile", quantile}, value);
            }
        } else if (type == FamilyType::kHistogram) {
            for (const auto& [upperBound, count] : metric.buckets) {
                writeCount(metric, {"_bucket", "le", upperBound}, count);
            }
            if (metric.buckets.empty() || !std::isinf(metric.buckets.back().upperBound)) {
                writeCount(metric, {"_bucket", "le", std::numeric_limits<double>::infinity()}, metric.count);
            }
        } else {
            writeFloat(metric, {m_counterSuffix, {}, 0}, metric.value);
            return;
        }
        writeFloat(metric, {"_sum", {}, 0}, metric.sum);
        writeCount(metric, {"_count", {}, 0}, metric.count);
    }

    void writeFloat(const Metric& metric, const Line& line, double value) {
        writeSeries(metric, line);
        appendFloat(value);
        writeTime(metric);
    }

    void writeCount(const Metric& metric, const Line& line, std::uint64_t value) {
        writeSeries(metric, line);
        appendInteger(m_out, value);
        writeTime(metric);
    }

    void appendFloat(double value) {
        m_openMetrics ? appendFloatOpenMetrics(m_out, value) : appendFloatGeneral(m_out, value);
    }

    void writeSeries(const Metric& metric, const Line& line) {
        const bool isQuoted = !model::isLegacyMetricName(m_name);
        char separator = '{';
        if (isQuoted) {
            m_out += '{';
            appendQuoted(m_out, m_name + std::string(line.suffix));
            separator = ',';
        } else {
            m_out += m_name;
            m_out += line.suffix;
        }
        for (const auto& [name, value] : metric.labels) {
            beginLabel(separator, name);
            appendQuoted(m_out, value);
        }
        if (!line.extraLabel.empty()) {
            beginLabel(separator, line.extraLabel);
            m_out += '"';
            appendFloat(line.extraValue);
            m_out += '"';
        }
        m_out += separator == ',' ? "} " : " ";
    }

    void beginLabel(char& separator, std::string_view name) {
        m_out += std::exchange(separator, ',');
        const auto escaped = escapeName(name, m_escaping);
        if (model::isLegacyLabelName(escaped)) {
            m_out += escaped;
        } else {
            appendQuoted(m_out, escaped);
        }
        m_out += '=';
    }

    void writeTime(const Metric& metric) {
        if (metric.timeMs) {
            m_out += ' ';
            if (m_openMetrics) {
                appendSeconds(m_out, *metric.timeMs);
            } else {
                appendInteger(m_out, *metric.timeMs);
            }
        }
        m_out += '\n';
    }

    std::string& m_out;
    const EscapingScheme m_escaping;
    const bool m_openMetrics;
    std::string m_name;               ///< Of the family, escaped.
    std::string_view m_counterSuffix; ///< What OpenMetrics takes from a counter's family name and gives to its samples.
};

} // namespace

void writeText(std::string& out, const instrument::Families& families, EscapingScheme escaping) {
    FamilyWriter writer(out, escaping, false);
    for (const auto& family : families) {
        writer.write(family);
    }
}

void writeOpenMetrics(std::string& out, const instrument::Families& families, EscapingScheme escaping) {
    FamilyWriter writer(out, escaping, true);
    for (const auto& family : families) {
        writer.write(family);
    }
    out += "# EOF\n";
}

} // namespace hearth::exposition
