// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QRegularExpression>
#include <QTest>
#include <set>

#include "promql/engine.h"
#include "promql/syntax/parser.h"
#include "promql/syntax/walk.h"
#include "rules/manager.h"
#include "support/fake_clock.h"
#include "support/memory_storage.h"
#include "support/recording_storage.h"

using namespace hearth;

namespace {

const QString kCorpus = QStringLiteral(HEARTH_SOURCE_DIR) + "/../shared/conformance/rule-corpus";
constexpr model::DurationMs kLongestInterval = 3 * model::kMinuteMs; ///< Of the corpus.
constexpr WallTime kBegin{std::chrono::seconds(1'700'000'000)};

std::vector<std::string> corpusFiles() {
    std::vector<std::string> paths;
    for (QDirIterator files(kCorpus, QDir::Files, QDirIterator::Subdirectories); files.hasNext();) {
        paths.push_back(files.next().toStdString());
    }
    return paths;
}

/// A text that the pattern matches, where that is easy to see.
std::string textFor(const model::Matcher& matcher) {
    auto text = QString::fromStdString(matcher.value()).remove(QRegularExpression("[()^$]")).section('|', 0, 0);
    text.replace(QRegularExpression("\\.[*+]"), "x").remove('\\');
    return matcher.matches(text.toStdString()) && !text.isEmpty() ? text.toStdString() : "x";
}

/// Labels by which an expression groups or matches series.
void collectNames(const promql::Expr& expr, std::set<std::string>& names) {
    if (const auto* aggregation = expr.as<promql::Aggregation>()) {
        names.insert(aggregation->grouping.begin(), aggregation->grouping.end());
    } else if (const auto* binary = expr.as<promql::Binary>(); binary != nullptr && binary->matching) {
        names.insert(binary->matching->labels.begin(), binary->matching->labels.end());
    }
    promql::forEachChild(expr, [&](const promql::Expr& child) { collectNames(child, names); });
}

/// Series that a selector finds.
model::Labels labelsFor(const promql::VectorSelector& selector, const std::set<std::string>& names) {
    model::LabelsBuilder builder;
    for (const auto& name : names) {
        builder.set(name, "x");
    }
    builder.remove("le");
    for (const auto& matcher : selector.matchers) {
        using enum model::MatchType;
        if (matcher.type() == kEqual) {
            builder.set(matcher.name(), matcher.value());
        } else if (matcher.type() == kRegex) {
            builder.set(matcher.name(), textFor(matcher));
        } else if (matcher.type() == kNotEqual && matcher.value().empty()) {
            builder.set(matcher.name(), "x");
        }
    }
    return builder.labels();
}

void collectSeries(const promql::Expr& expr, const std::set<std::string>& names, std::set<model::Labels>& out) {
    if (const auto* selector = expr.as<promql::VectorSelector>()) {
        out.insert(labelsFor(*selector, names));
    } else if (const auto* matrix = expr.as<promql::MatrixSelector>()) {
        out.insert(labelsFor(matrix->selector, names));
    }
    promql::forEachChild(expr, [&](const promql::Expr& child) { collectSeries(child, names, out); });
}

/// All rules of the corpus, evaluated on the test's thread over what a test stores.
class World {
  public:
    World()
        : m_query({}, storage, m_workers, m_clock, m_registry)
        , m_manager({.externalUrl = "http://hearth:9090"}, surroundings(), m_registry, Log()) {
        m_manager.update({.files = corpusFiles()}).value();
    }

    /// Each rule at least once.
    std::vector<rules::GroupSnapshot> evaluate() {
        m_manager.runUntil(m_clock.monotonic() + std::chrono::milliseconds(kLongestInterval + model::kSecondMs));
        return m_manager.groups();
    }

    std::vector<rules::GroupSnapshot> groups() const { return m_manager.groups(); }
    /// One that stands still, one that grows, and one that is always 1, half an hour back and as far as evaluations go.
    void store(const model::Labels& labels) {
        constexpr model::DurationMs kStep = 30 * model::kSecondMs;
        const auto begin = m_clock.nowMs();
        for (auto time = begin - model::kHourMs / 2; time <= begin + 2 * kLongestInterval; time += kStep) {
            const auto step = static_cast<double>((time - begin) / kStep + 100);
            const std::pair<const char*, double> ways[] = {{"flat:1", 0}, {"steady:1", 100 * step}, {"one:1", 1}};
            for (const auto& [instance, value] : ways) {
                model::LabelsBuilder builder(labels);
                if (!labels.has("instance")) {
                    builder.set("instance", instance);
                }
                storage.add(builder.labels(), time, value);
            }
        }
    }

    tests::MemoryStorage storage;

  private:
    rules::Surroundings surroundings() {
        return {.query = [this](const std::string& expr, model::TimestampMs time,
                                std::stop_token stop) { return m_query.instant(expr, time, {}, std::move(stop)); },
                .storage = m_written,
                .restoreFrom = storage,
                .files = m_files,
                .clock = m_clock,
                .send = {},
                .observe = {},
                .execute = {}};
    }

    PosixFileSystem m_files;
    tests::FakeClock m_clock{kBegin};
    tests::RecordingStorage m_written;
    instrument::Registry m_registry;
    ThreadPool m_workers{"test", 1, 100};
    promql::Engine m_query;
    rules::Manager m_manager;
};

struct Counts {
    int rules = 0;
    int alerts = 0;
    int texts = 0; ///< Labels and annotations of alerts.
    int unevaluated = 0;
    QStringList failures;
    QStringList brokenTexts;
};

void countAlert(const rules::AlertSnapshot& alert, Counts& counts) {
    ++counts.alerts;
    const auto look = [&](std::string_view text) {
        ++counts.texts;
        if (text.contains("<error expanding template")) {
            counts.brokenTexts += QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
        }
    };
    for (const auto& [name, text] : alert.annotations) {
        look(text);
    }
    for (const auto& label : alert.labels) {
        look(label.value);
    }
}

Counts count(const std::vector<rules::GroupSnapshot>& groups) {
    Counts counts;
    for (const auto& group : groups) {
        for (const auto& rule : group.rules) {
            ++counts.rules;
            counts.unevaluated += rule.health == rules::RuleHealth::kUnknown ? 1 : 0;
            if (!rule.lastError.empty()) {
                counts.failures += QString::fromStdString(rule.name + ": " + rule.lastError);
            }
            for (const auto& alert : rule.alerts) {
                countAlert(alert, counts);
            }
        }
    }
    return counts;
}

} // namespace

/// What other people wrote as rules, evaluated as rules.
class TestRuleCorpus : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase();
    void overNothingNoRuleFails();
    void overSomethingRulesFailOnlyWhereTheyMust();
};

void TestRuleCorpus::initTestCase() {
    if (!QFile::exists(kCorpus)) {
        QSKIP("the conformance data are not here");
    }
}

void TestRuleCorpus::overNothingNoRuleFails() {
    World world;
    const auto counts = count(world.evaluate());
    qInfo("%d rules, %d alerts, %d texts", counts.rules, counts.alerts, counts.texts);
    QCOMPARE(counts.rules, 1525);
    QCOMPARE(counts.unevaluated, 0);
    QCOMPARE(counts.failures.join('\n'), QString());
    QCOMPARE(counts.brokenTexts.join('\n'), QString());
}

/// The series are made for each expression by itself, so that some find each other where they should not.
void TestRuleCorpus::overSomethingRulesFailOnlyWhereTheyMust() {
    World world;
    const auto all = world.groups();
    std::set<model::Labels> series;
    for (const auto& group : all) {
        for (const auto& rule : group.rules) {
            const auto expr = promql::parse(rule.query).value();
            std::set<std::string> names;
            collectNames(expr, names);
            collectSeries(expr, names, series);
        }
    }
    std::ranges::for_each(series, [&](const auto& labels) { world.store(labels); });
    const auto counts = count(world.evaluate());
    qInfo("%d rules, %d failed, %d alerts, %d texts", counts.rules, static_cast<int>(counts.failures.size()),
          counts.alerts, counts.texts);
    QCOMPARE(counts.rules, 1525);
    QCOMPARE(counts.unevaluated, 0);
    QVERIFY2(counts.alerts > 1000, qPrintable(QString::number(counts.alerts)));
    for (const auto& failure : counts.failures) {
        QVERIFY2(failure.contains("matching labels must be unique on one side") ||
                     failure.contains("many-to-one matching must be explicit"),
                 qPrintable(failure));
    }
    QVERIFY2(counts.failures.size() < 40, qPrintable(counts.failures.join('\n')));
    QCOMPARE(counts.brokenTexts.join('\n'), QString());
}

QTEST_GUILESS_MAIN(TestRuleCorpus)
#include "test_rule_corpus.moc"
