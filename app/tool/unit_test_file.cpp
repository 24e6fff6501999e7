// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/unit_test_file.h"

#include "yaml/document.h"
#include "yaml/reader.h"

namespace hearth::app::tool {
namespace {

using yaml::Complaints;
using yaml::MapReader;
using yaml::Node;

InputSeries readInputSeries(Complaints& complaints, const Node& node, std::string where) {
    InputSeries out;
    MapReader map(complaints, node, std::move(where));
    map.text("series", out.series);
    map.text("values", out.values);
    const auto* const series = node.find("series");
    out.place =
        yaml::errorAt(complaints.name(), (series != nullptr ? *series : node).at, map.pathOf("series")).message();
    map.finish();
    return out;
}

ExpectedAlert readExpectedAlert(Complaints& complaints, const Node& node, std::string where) {
    ExpectedAlert out;
    MapReader map(complaints, node, std::move(where));
    map.textMap("exp_labels", out.labels);
    map.textMap("exp_annotations", out.annotations);
    map.finish();
    return out;
}

AlertTestCase readAlertTest(Complaints& complaints, const Node& node, std::string where) {
    AlertTestCase out;
    MapReader map(complaints, node, std::move(where));
    map.parsed("eval_time", out.evalTime, model::parseDuration);
    map.text("alertname", out.alertName);
    map.each("exp_alerts", [&](const Node& alert, std::string at) {
        out.expected.push_back(readExpectedAlert(complaints, alert, std::move(at)));
    });
    map.finish();
    return out;
}

ExpectedSample readExpectedSample(Complaints& complaints, const Node& node, std::string where) {
    ExpectedSample out;
    MapReader map(complaints, node, std::move(where));
    map.text("labels", out.labels);
    map.real("value", out.value);
    map.text("histogram", out.histogram);
    map.finish();
    return out;
}

ExpressionTestCase readExpressionTest(Complaints& complaints, const Node& node, std::string where) {
    ExpressionTestCase out;
    MapReader map(complaints, node, std::move(where));
    map.text("expr", out.expr);
    map.parsed("eval_time", out.evalTime, model::parseDuration);
    map.each("exp_samples", [&](const Node& sample, std::string at) {
        out.expected.push_back(readExpectedSample(complaints, sample, std::move(at)));
    });
    map.finish();
    return out;
}

UnitTestGroup readTestGroup(Complaints& complaints, const Node& node, std::string where) {
    UnitTestGroup out;
    MapReader map(complaints, node, std::move(where));
    map.text("name", out.name);
    map.parsed("interval", out.interval, model::parseDuration);
    map.each("input_series", [&](const Node& series, std::string at) {
        out.inputSeries.push_back(readInputSeries(complaints, series, std::move(at)));
    });
    map.each("alert_rule_test", [&](const Node& test, std::string at) {
        out.alertTests.push_back(readAlertTest(complaints, test, std::move(at)));
    });
    map.each("promql_expr_test", [&](const Node& test, std::string at) {
        out.expressionTests.push_back(readExpressionTest(complaints, test, std::move(at)));
    });
    map.textMap("external_labels", out.externalLabels);
    map.text("external_url", out.externalUrl);
    map.parsed("start_timestamp", out.start, model::parseTimestamp);
    map.finish();
    return out;
}

} // namespace

Result<UnitTestFile> parseUnitTestFile(std::string_view text, const std::string& path) {
    const auto document = HEARTH_TRY(yaml::Document::parse(text, path));
    Complaints complaints(path);
    UnitTestFile out;
    MapReader map(complaints, document.root(), "");
    map.texts("rule_files", out.ruleFiles);
    map.parsed("evaluation_interval", out.evaluationInterval, model::parseDuration);
    map.texts("group_eval_order", out.groupEvalOrder);
    map.boolean("fuzzy_compare", out.fuzzyCompare);
    map.each("tests", [&](const Node& test, std::string at) {
        out.tests.push_back(readTestGroup(complaints, test, std::move(at)));
    });
    map.finish();
    if (complaints.any()) {
        return std::unexpected(*complaints.first());
    }
    if (out.evaluationInterval == 0) {
        out.evaluationInterval = model::kMinuteMs;
    }
    return out;
}

} // namespace hearth::app::tool
