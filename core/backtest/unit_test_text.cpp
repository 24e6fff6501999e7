// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "backtest/unit_test.h"
#include "base/number_format.h"
#include "yaml/scalar_text.h"

namespace hearth::backtest {
namespace {

std::string pointText(double value) {
    if (model::isStale(value)) {
        return "stale";
    }
    std::string out;
    appendFloatPlain(out, value);
    return out;
}

/// `_x3 1 2x5 stale`: what `0x5` stands for is six zeros.
class PointsText {
  public:
    void add(std::string point, std::size_t times = 1) {
        if (point != m_point) {
            flush();
            m_point = std::move(point);
        }
        m_times += times;
    }
    std::string take() {
        flush();
        return std::move(m_text);
    }

  private:
    void flush() {
        if (m_times == 0) {
            return;
        }
        m_text += m_text.empty() ? "" : " ";
        const auto repeats = m_point == "_" ? m_times : m_times - 1;
        m_text += m_times > 1 ? fmt::format("{}x{}", m_point, repeats) : m_point;
        m_times = 0;
    }

    std::string m_text;
    std::string m_point;
    std::size_t m_times = 0;
};

std::string valuesText(const std::vector<model::Sample>& samples, model::DurationMs interval) {
    PointsText points;
    model::TimestampMs next = 0;
    for (const auto& sample : samples) {
        if (sample.time > next) {
            points.add("_", static_cast<std::size_t>((sample.time - next) / interval));
        }
        points.add(pointText(sample.value));
        next = sample.time + interval;
    }
    return points.take();
}

template <class Map>
void appendMap(std::string& out, const char* key, const Map& map) {
    if (map.empty()) {
        return;
    }
    out += fmt::format("            {}:\n", key);
    for (const auto& [name, value] : map) {
        out += fmt::format("              {}: {}\n", yaml::scalarText(name), yaml::scalarText(value));
    }
}

void appendMoment(std::string& out, const std::string& alertName, const ExpectedMoment& moment) {
    out += fmt::format("      - eval_time: {}\n        alertname: {}\n", model::formatDuration(moment.time),
                       yaml::scalarText(alertName));
    out += moment.firing.empty() ? "        exp_alerts: []\n" : "        exp_alerts:\n";
    for (const auto& alert : moment.firing) {
        std::map<std::string, std::string> labels;
        for (const auto& label : alert.labels) {
            if (label.name != rules::kAlertNameLabel) {
                labels.emplace(label.name, label.value);
            }
        }
        std::string body;
        appendMap(body, "exp_labels", labels);
        appendMap(body, "exp_annotations", alert.annotations);
        if (body.empty()) {
            out += "          - {}\n";
        } else {
            body[10] = '-';
            out += body;
        }
    }
}

} // namespace

std::string unitTestText(const datasource::BacktestQuery& query, const std::string& ruleFile,
                         const SampledStorage& inputs, const std::vector<ExpectedMoment>& moments) {
    const auto interval = model::formatDuration(query.interval);
    std::string out = fmt::format("rule_files:\n  - {}\n\nevaluation_interval: {}\n\ntests:\n  - interval: {}\n",
                                  yaml::scalarText(ruleFile), interval, interval);
    out += inputs.series().empty() ? "    input_series: []\n" : "    input_series:\n";
    for (const auto& series : inputs.series()) {
        out += fmt::format("      - series: {}\n        values: {}\n", yaml::scalarText(series.labels.toString()),
                           yaml::quotedText(valuesText(series.samples, query.interval)));
    }
    out += "    alert_rule_test:\n";
    for (const auto& moment : moments) {
        appendMoment(out, query.name, moment);
    }
    return out;
}

} // namespace hearth::backtest
