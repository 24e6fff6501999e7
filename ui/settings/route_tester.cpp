// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/route_tester.h"

#include <QCompleter>
#include <QEvent>
#include <QLabel>
#include <QStringListModel>
#include <QVBoxLayout>
#include <memory>

#include "alerts/shape_label.h"
#include "base/clock.h"
#include "models/matcher_text.h"
#include "models/plain_text.h"
#include "settings/channel_text.h"
#include "settings/route_text.h"
#include "widgets/card.h"
#include "widgets/checked_field.h"
#include "widgets/plain_label.h"

namespace hearth::ui {
namespace {

QLabel* labelOf(const QString& text, QWidget* parent) {
    auto* label = plainLabel(parent);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setText(text);
    return label;
}

/// Completes the last of several labels.
class LabelCompleter final : public QCompleter {
  public:
    using QCompleter::QCompleter;

    QStringList splitPath(const QString& path) const override {
        return {path.mid(path.lastIndexOf(QLatin1Char(',')) + 1).trimmed()};
    }
    QString pathFromIndex(const QModelIndex& index) const override {
        const auto typed = static_cast<QLineEdit*>(widget())->text();
        const auto head = typed.left(typed.lastIndexOf(QLatin1Char(',')) + 1);
        return head + (head.isEmpty() ? QString() : QStringLiteral(" ")) + QCompleter::pathFromIndex(index);
    }
};

void collect(const datasource::RouteFacts& route, QStringList& words) {
    for (const auto& matcher : route.matchers) {
        // Of a condition on several values the first is an example.
        auto text = toQString(matcher);
        text.replace(QLatin1String("=~"), QLatin1String("="));
        if (!text.contains(QLatin1String("!=")) && !text.contains(QLatin1String("!~"))) {
            const auto bar = text.indexOf(QLatin1Char('|'));
            words << (bar < 0 ? text : text.left(bar) + QLatin1Char('"'));
        }
    }
    for (const auto& child : route.routes) {
        collect(child, words);
    }
}

} // namespace

RouteTester::RouteTester(QWidget* parent)
    : QWidget(parent) {
    buildUi();
    retranslateUi();
}

void RouteTester::buildUi() {
    m_title = plainLabel(this);
    m_labels = new CheckedField(this);
    m_labels->setObjectName(QStringLiteral("labels"));
    m_labels->setPlaceholderText(QStringLiteral("alertname=\"DiskFull\", severity=\"critical\""));
    m_title->setBuddy(m_labels);
    m_words = new QStringListModel(this);
    auto* completer = new LabelCompleter(m_words, this);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_labels->setCompleter(completer);
    m_summary = labelOf({}, this);
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(6);
    m_column->addWidget(m_title);
    m_column->addWidget(m_labels);
    m_column->addWidget(m_summary);
    connect(m_labels, &QLineEdit::textChanged, this, &RouteTester::render);
}

void RouteTester::retranslateUi() {
    m_title->setText(tr("Labels of an alert"));
    m_labels->setAccessibleName(m_title->text());
    render();
}

void RouteTester::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    QWidget::changeEvent(event);
}

QStringList RouteTester::suggestions() const {
    QStringList words{QStringLiteral("severity=\"critical\""), QStringLiteral("severity=\"warning\""),
                      QStringLiteral("severity=\"info\""), QStringLiteral("alertname=\"\"")};
    collect(m_snapshot.plan->route(), words);
    words.removeDuplicates();
    words.sort();
    return words;
}

void RouteTester::showSettings(const SettingsSnapshot& snapshot) {
    m_snapshot = snapshot;
    if (const auto words = suggestions(); words != m_words->stringList()) {
        m_words->setStringList(words);
    }
    render();
}

void RouteTester::setLabels(const QString& text) {
    m_labels->setText(text);
}

void RouteTester::focusField() {
    m_labels->setFocus(Qt::ShortcutFocusReason);
}

std::optional<model::Labels> RouteTester::labels() {
    std::vector<model::Labels::Pair> pairs;
    MatcherText::Problem problem;
    const auto drafts = MatcherText::parse(m_labels->text(), &problem);
    auto words = drafts ? QString() : problem.message;
    for (const auto& draft : drafts.value_or(MatcherDrafts())) {
        if (draft.type != model::MatchType::kEqual) {
            words = tr("An alert has one value a label: write =.");
        }
        pairs.emplace_back(draft.name.toStdString(), draft.value.toStdString());
    }
    m_labels->setProblem(words);
    return words.isEmpty() ? std::optional(model::Labels::fromPairs(std::move(pairs))) : std::nullopt;
}

void RouteTester::render() {
    if (m_snapshot.plan == nullptr) {
        return;
    }
    const auto typed = labels();
    std::vector<datasource::RouteStop> stops;
    if (typed) {
        stops = m_snapshot.plan->stopsOf(*typed, SystemClock().nowMs());
        m_summary->setText(tr("Such an alert goes to %Ln receiver(s):", nullptr, static_cast<int>(stops.size())));
    } else {
        m_summary->setText(m_labels->problem());
    }
    std::vector<QStringList> texts;
    QString all;
    for (const auto& stop : stops) {
        texts.push_back(linesOf(stop, static_cast<int>(texts.size()) + 1));
        all += texts.back().join(QLatin1Char('\n')) + QLatin1Char('\n');
    }
    if (all == m_shown && m_stops != nullptr) {
        return; // what a person has marked stays
    }
    m_shown = all;
    delete m_stops;
    m_stops = new QWidget(this);
    auto* column = new QVBoxLayout(m_stops);
    column->setContentsMargins(0, 0, 0, 0);
    m_column->addWidget(m_stops);
    for (std::size_t i = 0; i < stops.size(); ++i) {
        addStop(texts[i], stops[i]);
    }
}

QStringList RouteTester::linesOf(const datasource::RouteStop& stop, int number) const {
    QStringList lines{tr("%1. %2").arg(number).arg(toQString(stop.route.receiver))};
    for (const auto& receiver : m_snapshot.plan->receivers()) {
        if (receiver.name != stop.route.receiver) {
            continue;
        }
        for (const auto& channel : receiver.channels) {
            lines << tr("%1 %2").arg(ChannelText::kind(channel.kind), ChannelText::destination(channel));
        }
        if (receiver.channels.empty()) {
            lines << tr("It has no channel: nobody is told.");
        }
    }
    QStringList path;
    for (const auto& step : stop.path) {
        path << (step.empty() ? tr("all alerts") : toQString(step));
    }
    lines << tr("Way: %1").arg(path.join(QStringLiteral(" → "))) << RouteText::waits(stop.route);
    if (!stop.groupLabels.empty()) {
        lines << tr("Told together with other alerts with %1").arg(toQString(stop.groupLabels.toString()));
    }
    if (stop.isInactive) {
        lines << tr("Quiet now: outside of %1").arg(RouteText::names(stop.route.activeTimeIntervals));
    } else if (!stop.mutedBy.empty()) {
        lines << tr("Quiet now because of %1").arg(RouteText::names(stop.mutedBy));
    }
    return lines;
}

void RouteTester::addStop(const QStringList& lines, const datasource::RouteStop& stop) {
    auto* card = new Card(m_stops);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(2);
    for (const auto& line : lines) {
        auto* label = labelOf(line, card);
        column->addWidget(label);
        if (&line == &lines.front()) {
            auto strong = font();
            strong.setBold(true);
            label->setFont(strong);
        }
    }
    if (stop.isInactive || !stop.mutedBy.empty()) {
        auto* row = new QHBoxLayout;
        auto* shape = new ShapeLabel(card);
        shape->setShape(StateShape::kMuted);
        row->addWidget(shape);
        const std::unique_ptr<QLayoutItem> last(column->takeAt(column->count() - 1));
        row->addWidget(last->widget(), 1);
        column->addLayout(row);
    }
    m_stops->layout()->addWidget(card);
}

} // namespace hearth::ui
