// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/completion_choice.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

#include "editor/completion_source.h"
#include "editor/fuzzy_match.h"
#include "model/labels.h"
#include "promql/syntax/function_table.h"

namespace hearth::ui {
namespace {

using promql::CompletionContext;
using Kind = CompletionChoice::Kind;

QString fromView(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Frames for common expressions; `|` is where the cursor goes.
constexpr std::array<std::string_view, 7> kSnippets{
    "sum(rate(|[5m]))",
    "sum by () (rate(|[5m]))",
    "histogram_quantile(0.95, sum by (le) (rate(|[5m])))",
    "topk(5, |)",
    "increase(|[1h])",
    "avg_over_time(|[1h])",
    "predict_linear(|[6h], 24 * 3600) < 0",
};
constexpr std::array<std::string_view, 10> kDurations{"15s", "30s", "1m", "5m", "15m", "30m", "1h", "6h", "1d", "1w"};

/// Collects candidates that answer to what was typed and keeps the best.
class Ranking {
  public:
    Ranking(const CompletionContext& context, QStringView following)
        : m_typed(QString::fromStdString(context.prefix))
        , m_following(following) {}

    const QString& typed() const { return m_typed; }
    bool isFollowedBy(QChar c) const { return m_following.trimmed().startsWith(c); }

    /// Makes the choice only where the name answers: most do not.
    template <class Make>
    void offer(QStringView name, Make make) {
        if (const auto score = fuzzyScore(m_typed, name)) {
            m_scored.push_back({*score, make()});
        }
    }
    /// The same for names of which there are very many: ranks first, makes the best later.
    template <class List, class Name, class Make>
    void offerMany(const List& list, Name name, Make make);

    std::vector<CompletionChoice> best();

  private:
    struct Scored {
        int score;
        CompletionChoice choice;
    };

    QString m_typed;
    QStringView m_following;
    std::vector<Scored> m_scored;
};

template <class List, class Name, class Make>
void Ranking::offerMany(const List& list, Name name, Make make) {
    std::vector<std::pair<int, std::size_t>> ranked;
    for (std::size_t i = 0; i < static_cast<std::size_t>(list.size()); ++i) {
        if (const auto score = fuzzyScore(m_typed, name(list[i]))) {
            ranked.emplace_back(-*score, i);
        }
    }
    const auto count = std::min(ranked.size(), kMaxChoices);
    std::ranges::partial_sort(ranked, ranked.begin() + static_cast<std::ptrdiff_t>(count));
    for (std::size_t i = 0; i < count; ++i) {
        m_scored.push_back({-ranked[i].first, make(list[ranked[i].second])});
    }
}

std::vector<CompletionChoice> Ranking::best() {
    std::ranges::stable_sort(m_scored, std::ranges::greater{}, &Scored::score);
    std::vector<CompletionChoice> choices;
    for (auto& scored : m_scored) {
        if (choices.size() == kMaxChoices) {
            break;
        }
        choices.push_back(std::move(scored.choice));
    }
    return choices;
}

CompletionChoice plainChoice(Kind kind, QString name) {
    CompletionChoice choice;
    choice.kind = kind;
    choice.insert = name;
    choice.cursor = static_cast<int>(name.size());
    choice.name = std::move(name);
    return choice;
}

/// A name with parentheses, unless they stand there already; the cursor goes between them.
CompletionChoice callChoice(Kind kind, std::string_view name, bool takesNothing, const Ranking& ranking) {
    auto choice = plainChoice(kind, fromView(name));
    if (!ranking.isFollowedBy('(')) {
        choice.insert += "()";
        choice.cursor += takesNothing ? 2 : 1;
    }
    return choice;
}

CompletionChoice metricChoice(const CatalogMetric& metric) {
    auto choice = plainChoice(Kind::kMetric, metric.name);
    if (!model::isLegacyMetricName(metric.name.toStdString())) {
        auto escaped = metric.name;
        escaped.replace('\\', R"(\\)").replace('"', R"(\")");
        choice.insert = QString("{\"%1\"}").arg(escaped);
        choice.cursor = static_cast<int>(choice.insert.size());
    }
    if (metric.type != model::MetricType::kUnknown) {
        choice.detail = fromView(model::metricTypeText(metric.type));
    }
    choice.help = metric.help;
    return choice;
}

CompletionChoice valueChoice(const QString& value, bool quoted) {
    auto choice = plainChoice(Kind::kValue, value);
    choice.insert.replace('\\', R"(\\)").replace('"', R"(\")").replace('\n', R"(\n)");
    if (!quoted) {
        choice.insert = '"' + choice.insert + '"';
    }
    choice.cursor = static_cast<int>(choice.insert.size());
    return choice;
}

void offerFunctions(Ranking& ranking, promql::ValueType wanted) {
    // A range vector comes from a selector alone.
    if (wanted == promql::ValueType::kMatrix || wanted == promql::ValueType::kString) {
        return;
    }
    for (const auto& function : promql::functionTable()) {
        ranking.offer(fromView(function.name), [&] {
            auto choice = callChoice(Kind::kFunction, function.name, function.argTypes.empty(), ranking);
            choice.detail = QString::fromStdString(function.signature());
            choice.help = QCoreApplication::translate("PromQL", function.documentation.data());
            return choice;
        });
    }
    for (const auto& aggregate : promql::aggregateTable()) {
        ranking.offer(fromView(aggregate.name), [&] {
            auto choice = callChoice(Kind::kAggregation, aggregate.name, false, ranking);
            choice.help = QCoreApplication::translate("PromQL", aggregate.documentation.data());
            return choice;
        });
    }
}

void offerSnippets(Ranking& ranking, const CompletionContext& context) {
    if (context.wanted != promql::ValueType::kNone || ranking.typed().isEmpty()) {
        return;
    }
    for (const auto snippet : kSnippets) {
        auto text = fromView(snippet);
        const auto cursor = text.indexOf('|');
        text.remove(cursor, 1);
        ranking.offer(text, [&] {
            auto choice = plainChoice(Kind::kSnippet, text);
            choice.cursor = static_cast<int>(cursor);
            return choice;
        });
    }
}

void offerWords(Ranking& ranking, const CompletionContext& context) {
    for (const auto word : context.words) {
        ranking.offer(fromView(word), [&] {
            auto choice = plainChoice(Kind::kKeyword, fromView(word));
            choice.help = QCoreApplication::translate("PromQL", promql::wordDocumentation(word).data());
            return choice;
        });
    }
    if (context.durations) {
        for (const auto duration : kDurations) {
            ranking.offer(fromView(duration), [&] { return plainChoice(Kind::kDuration, fromView(duration)); });
        }
    }
}

/// The labels of all the metrics that the context names, or of all where it names none; each once.
template <class Ask>
QStringList ofEachMetric(const CompletionContext& context, Ask ask) {
    if (context.metricNames.empty()) {
        return ask(QString());
    }
    QStringList all;
    for (const auto& metric : context.metricNames) {
        all += ask(QString::fromStdString(metric));
    }
    all.removeDuplicates();
    return all;
}

void offerLabels(Ranking& ranking, const CompletionContext& context, CompletionSource& source) {
    const auto identity = [](const QString& text) { return QStringView(text); };
    if (context.labelNames) {
        const auto names = ofEachMetric(context, [&](const QString& metric) { return source.labelNames(metric); });
        ranking.offerMany(names, identity, [&](const QString& name) {
            return model::isLegacyLabelName(name.toStdString()) ? plainChoice(Kind::kLabel, name)
                                                                : valueChoice(name, context.quoted);
        });
    }
    if (context.labelValues) {
        const auto label = QString::fromStdString(context.label);
        const auto values =
            ofEachMetric(context, [&](const QString& metric) { return source.labelValues(metric, label); });
        ranking.offerMany(values, identity, [&](const QString& value) { return valueChoice(value, context.quoted); });
    }
}

} // namespace

std::vector<CompletionChoice> findChoices(const CompletionContext& context, QStringView following,
                                          CompletionSource* source) {
    Ranking ranking(context, following);
    offerWords(ranking, context);
    if (context.functions) {
        offerFunctions(ranking, context.wanted);
        offerSnippets(ranking, context);
    }
    if (source != nullptr) {
        if (context.metrics && context.wanted != promql::ValueType::kString) {
            const auto metrics = source->metrics();
            ranking.offerMany(
                *metrics, [](const CatalogMetric& metric) { return QStringView(metric.name); }, metricChoice);
        }
        offerLabels(ranking, context, *source);
    }
    return ranking.best();
}

QString choiceKindText(CompletionChoice::Kind kind) {
    const auto tr = [](const char* text) { return QCoreApplication::translate("CompletionChoice", text); };
    switch (kind) {
    case Kind::kMetric:
        return tr(QT_TRANSLATE_NOOP("CompletionChoice", "metric"));
    case Kind::kFunction:
        return tr(QT_TRANSLATE_NOOP("CompletionChoice", "function"));
    case Kind::kAggregation:
        return tr(QT_TRANSLATE_NOOP("CompletionChoice", "aggregation"));
    case Kind::kLabel:
        return tr(QT_TRANSLATE_NOOP("CompletionChoice", "label"));
    case Kind::kValue:
        return tr(QT_TRANSLATE_NOOP("CompletionChoice", "value"));
    case Kind::kDuration:
        return tr(QT_TRANSLATE_NOOP("CompletionChoice", "duration"));
    case Kind::kSnippet:
        return tr(QT_TRANSLATE_NOOP("CompletionChoice", "frame"));
    default:
        return tr(QT_TRANSLATE_NOOP("CompletionChoice", "keyword"));
    }
}

} // namespace hearth::ui
