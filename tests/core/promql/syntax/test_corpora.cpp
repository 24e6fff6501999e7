// SPDX-License-Identifier: GPL-3.0-or-later
// Expressions that other people wrote: each parses, and prints to what parses to the same tree.
#include <QDirIterator>
#include <QRegularExpression>
#include <QtTest>
#include <nlohmann/json.hpp>
#include <yaml-cpp/yaml.h>

#include "promql/syntax/parser.h"
#include "promql/syntax/printer.h"

using namespace hearth::promql;

namespace {

const QString kRoot = HEARTH_SOURCE_DIR "/../shared/conformance/";

QStringList filesBelow(const QString& folder, const QStringList& patterns) {
    QStringList paths;
    for (QDirIterator it(kRoot + folder, patterns, QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
        paths += it.next();
    }
    return paths;
}

QString contents(const QString& path) {
    QFile file(path);
    return file.open(QFile::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The values of `key` anywhere in a YAML document.
void collect(const YAML::Node& node, const std::string& key, std::vector<std::string>& out) {
    if (node.IsMap()) {
        for (const auto& entry : node) {
            if (entry.first.Scalar() == key && entry.second.IsScalar()) {
                out.push_back(entry.second.Scalar());
            } else {
                collect(entry.second, key, out);
            }
        }
    } else if (node.IsSequence()) {
        for (const auto& item : node) {
            collect(item, key, out);
        }
    }
}

void collect(const nlohmann::json& node, const std::string& key, std::vector<std::string>& out) {
    if (!node.is_structured()) {
        return;
    }
    for (const auto& [name, value] : node.items()) {
        if (node.is_object() && name == key && value.is_string()) {
            out.push_back(value.get<std::string>());
        } else {
            collect(value, key, out);
        }
    }
}

/// Puts plausible values in the place of a dashboard's variables.
QString withoutVariables(QString text) {
    static const QRegularExpression inRange(R"(\[\s*\$\{?\w+\}?\s*([:\]]))");
    static const QRegularExpression step(R"(:\s*\$\{?\w+\}?\s*\])");
    static const QRegularExpression variable(R"(\$\{\w+(:\w+)?\}|\[\[\w+\]\]|\$\w+)");
    text.replace(inRange, R"([5m\1)");
    text.replace(step, ":1m]");
    return text.replace(variable, "x1");
}

void verifyRoundTrip(const std::string& text) {
    const auto expr = parse(text, ParseOptions::all());
    QVERIFY2(expr.has_value(), (text + "\n" + (expr ? "" : expr.error().message())).c_str());
    for (const auto& printed : {toString(*expr), prettyPrint(*expr)}) {
        const auto again = parse(printed, ParseOptions::all());
        QVERIFY2(again && *again == *expr, (text + "\n" + printed).c_str());
    }
}

void verifyAll(const std::vector<std::string>& texts, std::size_t atLeast) {
    if (texts.empty()) {
        QSKIP("the conformance data are not beside this source tree");
    }
    QVERIFY(texts.size() >= atLeast);
    for (const auto& text : texts) {
        verifyRoundTrip(text);
    }
}

} // namespace

class TestCorpora : public QObject {
    Q_OBJECT

  private slots:
    void rules();
    void dashboards();
    void evaluationScripts();
    void complianceQueries();
};

void TestCorpora::rules() {
    std::vector<std::string> texts;
    const auto paths = filesBelow("rule-corpus", {"*.yml", "*.yaml", "*.rules"});
    for (const auto& path : paths) {
        for (const auto& document : YAML::LoadAllFromFile(path.toStdString())) {
            collect(document, "expr", texts);
        }
    }
    verifyAll(texts, 1500);
}

void TestCorpora::dashboards() {
    std::vector<std::string> texts;
    const auto paths = filesBelow("dashboards", {"*.json"});
    for (const auto& path : paths) {
        std::vector<std::string> exprs;
        collect(nlohmann::json::parse(contents(path).toStdString()), "expr", exprs);
        for (const auto& expr : exprs) {
            texts.push_back(withoutVariables(QString::fromStdString(expr)).toStdString());
        }
    }
    verifyAll(texts, 1000);
}

void TestCorpora::evaluationScripts() {
    static const QRegularExpression eval(R"(^eval(?:_\w+)? (?:instant at \S+|range from \S+ to \S+ step \S+)\s+(.*)$)");
    std::vector<std::string> texts;
    const auto paths = filesBelow("promqltest", {"*.test"});
    for (const auto& path : paths) {
        const auto lines = contents(path).split('\n');
        for (int i = 0; i < lines.size(); ++i) {
            const auto match = eval.match(lines[i].trimmed());
            const bool fails =
                lines[i].startsWith("eval_fail") || lines.value(i + 1).trimmed().startsWith("expect fail");
            if (match.hasMatch() && !fails) {
                texts.push_back(match.captured(1).toStdString());
            }
        }
    }
    verifyAll(texts, 1300);
}

void TestCorpora::complianceQueries() {
    static const QRegularExpression variable(R"(\{\{\.(\w+)\}\})");
    static const QHash<QString, QString> values{
        {"range", "5m"},
        {"offset", "1m"},
        {"quantile", "0.5"},
        {"arithBinOp", "+"},
        {"compBinOp", "=="},
        {"binOp", "*"},
        {"simpleAggrOp", "sum"},
        {"simpleTimeAggrOp", "sum"},
        {"topBottomOp", "topk"},
        {"simpleMathFunc", "abs"},
        {"extrapolatedRateFunc", "rate"},
        {"instantRateFunc", "irate"},
        {"clampFunc", "clamp_min"},
        {"dateFunc", "hour"},
    };
    std::vector<std::string> texts;
    if (QFile::exists(kRoot + "promql-compliance/promql-test-queries.yml")) {
        const auto document = YAML::LoadFile((kRoot + "promql-compliance/promql-test-queries.yml").toStdString());
        for (const auto& item : document["test_cases"]) {
            if (!item["should_fail"].as<bool>(false)) {
                texts.push_back(item["query"].Scalar());
            }
        }
    }
    for (auto& text : texts) {
        auto filled = QString::fromStdString(text);
        for (auto match = variable.match(filled); match.hasMatch(); match = variable.match(filled)) {
            filled.replace(match.capturedStart(), match.capturedLength(), values.value(match.captured(1)));
        }
        text = filled.toStdString();
    }
    verifyAll(texts, 50);
}

QTEST_GUILESS_MAIN(TestCorpora)
#include "test_corpora.moc"
