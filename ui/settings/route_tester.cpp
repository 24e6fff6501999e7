// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/route_tester.h"

#include <QCompleter>
#include <QLabel>
#include <QStringListModel>
#include <QVBoxLayout>

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
}

void RouteTester::buildUi() {
    auto* title = labelOf(tr("Labels of an alert"), this);
    m_labels = new CheckedField(this);
    m_labels->setObjectName(QStringLiteral("labels"));
    m_labels->setPlaceholderText(QStringLiteral("alertname=\"DiskFull\", severity=\"critical\""));
    title->setBuddy(m_labels);
    m_words = new QStringListModel(this);
    auto* completer = new LabelCompleter(m_words, this);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_labels->setCompleter(completer);
    m_summary = labelOf({}, this);
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(6);
    m_column->addWidget(title);
    m_column->addWidget(m_labels);
    m_column->addWidget(m_summary);
    connect(m_labels, &QLineEdit::textChanged, this, &RouteTester::render);
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
    m_words->setStringList(suggestions());
    render();
}

void RouteTester::setLabels(const QString& text) {
    m_labels->setText(text);
}

void RouteTester::focusField() {
    m_labels->setFocus(Qt::ShortcutFocusReason);
}

void RouteTester::render() {
    delete m_stops;
    m_stops = nullptr;
    if (m_snapshot.plan == nullptr) {
        return;
    }
    std::vector<model::Labels::Pair> pairs;
    MatcherText::Problem problem;
    const auto drafts = MatcherText::parse(m_labels->text(), &problem);
    m_labels->setProblem(drafts ? QString() : problem.message);
    for (const auto& draft : drafts.value_or(MatcherDrafts())) {
        if (draft.type != model::MatchType::kEqual) {
            m_labels->setProblem(tr("An alert has one value a label: write =."));
        }
        pairs.emplace_back(draft.name.toStdString(), draft.value.toStdString());
    }
    const auto stops = m_snapshot.plan->stopsOf(model::Labels::fromPairs(std::move(pairs)), SystemClock().nowMs());
    m_summary->setText(tr("Such an alert goes to %Ln receiver(s):", nullptr, static_cast<int>(stops.size())));
    m_stops = new QWidget(this);
    auto* column = new QVBoxLayout(m_stops);
    column->setContentsMargins(0, 0, 0, 0);
    m_column->addWidget(m_stops);
    int number = 0;
    for (const auto& stop : stops) {
        addStop(stop, ++number);
    }
}

void RouteTester::addStop(const datasource::RouteStop& stop, int number) {
    auto* card = new Card(m_stops);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(2);
    auto* title = labelOf(tr("%1. %2").arg(number).arg(toQString(stop.route.receiver)), card);
    auto strong = font();
    strong.setBold(true);
    title->setFont(strong);
    column->addWidget(title);
    for (const auto& receiver : m_snapshot.plan->receivers()) {
        if (receiver.name != stop.route.receiver) {
            continue;
        }
        for (const auto& channel : receiver.channels) {
            column->addWidget(
                labelOf(tr("%1 %2").arg(ChannelText::kind(channel.kind), ChannelText::destination(channel)), card));
        }
        if (receiver.channels.empty()) {
            column->addWidget(labelOf(tr("It has no channel: nobody is told."), card));
        }
    }
    QStringList path;
    for (const auto& step : stop.path) {
        path << (step.empty() ? tr("all alerts") : toQString(step));
    }
    column->addWidget(labelOf(tr("Way: %1").arg(path.join(QStringLiteral(" → "))), card));
    column->addWidget(labelOf(RouteText::waits(stop.route), card));
    if (!stop.groupLabels.empty()) {
        column->addWidget(
            labelOf(tr("Told together with other alerts with %1").arg(toQString(stop.groupLabels.toString())), card));
    }
    if (!stop.mutedBy.empty() || stop.isInactive) {
        auto* row = new QHBoxLayout;
        auto* shape = new ShapeLabel(card);
        shape->setShape(StateShape::kMuted);
        row->addWidget(shape);
        row->addWidget(
            labelOf(stop.isInactive
                        ? tr("Quiet now: outside of %1").arg(RouteText::names(stop.route.activeTimeIntervals))
                        : tr("Quiet now because of %1").arg(RouteText::names(stop.mutedBy)),
                    card),
            1);
        column->addLayout(row);
    }
    m_stops->layout()->addWidget(card);
}

} // namespace hearth::ui
