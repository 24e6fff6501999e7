// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/rule_detail.h"

#include <QEvent>
#include <QFontDatabase>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <tuple>

#include "editor/expression_highlighter.h"
#include "models/plain_text.h"
#include "models/rules_model.h"
#include "models/time_text.h"
#include "models/value_format.h"
#include "widgets/cell_delegate.h"
#include "widgets/fact_grid.h"
#include "widgets/table_header.h"

namespace hearth::ui {
namespace {

constexpr int kShapeRole = Qt::UserRole + 1;
constexpr int kFilterRole = Qt::UserRole + 2;
constexpr int kMargin = 12;
constexpr int kLeastLines = 2;
constexpr int kExpressionRoom = 16; ///< Above and below the lines.
constexpr int kExpressionLines = 6; ///< More are scrolled.

/// Without `alertname`, which all alerts of a rule share.
QString labelsText(const model::Labels& labels) {
    QStringList parts;
    for (const auto& label : labels) {
        if (label.name != "alertname") {
            parts << toQString(label.name) + QLatin1Char('=') + toQString(label.value);
        }
    }
    return parts.join(QLatin1String(", ")).simplified();
}

QString filterOf(const model::Labels& labels) {
    QStringList words;
    for (const auto& label : labels) {
        words << toQString(label.name) + QLatin1String("=\"") + toQString(label.value).remove(QLatin1Char('"')) +
                     QLatin1Char('"');
    }
    return words.join(QLatin1Char(' '));
}

} // namespace

RuleDetail::RuleDetail(QWidget* parent)
    : QTabWidget(parent) {
    setDocumentMode(true);
    m_labels = buildList();
    m_alerts = buildList();
    m_alerts->setColumnCount(4);
    addTab(buildOverview(), QString());
    addTab(m_labels, QString());
    addTab(m_alerts, QString());
    connect(m_alerts, &QTreeWidget::itemActivated, this,
            [this](QTreeWidgetItem* item) { emit alertActivated(item->data(0, kFilterRole).toString()); });
    retranslateUi();
    render();
}

QWidget* RuleDetail::buildOverview() {
    auto* overview = new QWidget;
    auto* column = new QVBoxLayout(overview);
    column->setContentsMargins(kMargin, 8, kMargin, 8);
    column->setSpacing(8);
    m_expression = new QPlainTextEdit(overview);
    m_expression->setReadOnly(true);
    m_expression->setTabChangesFocus(true);
    m_expression->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_highlighter = new ExpressionHighlighter(m_expression->document());
    m_highlighter->setPalette(palette());
    m_facts = new FactGrid(kFactCount, overview);
    column->addWidget(m_expression);
    column->addWidget(m_facts);
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(overview);
    return scroll;
}

QTreeWidget* RuleDetail::buildList() {
    auto* list = new QTreeWidget;
    list->setHeader(new TableHeader(list));
    list->setFrameShape(QFrame::NoFrame);
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    auto* delegate = new CellDelegate(list);
    delegate->setShapeRole(kShapeRole);
    list->setItemDelegate(delegate);
    list->setColumnCount(3);
    list->setTextElideMode(Qt::ElideRight);
    return list;
}

void RuleDetail::retranslateUi() {
    setTabText(kLabelsTab, tr("Labels and annotations"));
    m_facts->setNames({tr("State"), tr("Group"), tr("File"), tr("For"), tr("Keep firing"), tr("Interval"),
                       tr("Evaluated"), tr("Duration"), tr("Error")});
    m_expression->setAccessibleName(tr("Expression"));
    m_labels->setAccessibleName(tr("Labels and annotations"));
    m_labels->setHeaderLabels({tr("Kind"), tr("Name"), tr("Value")});
    m_alerts->setAccessibleName(tr("Alerts of the rule"));
    m_alerts->setHeaderLabels({tr("State"), tr("Since"), tr("Value"), tr("Labels")});
    m_alerts->headerItem()->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
}

void RuleDetail::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
        render();
        renderLabels();
        renderAlerts();
    } else if (event->type() == QEvent::PaletteChange && m_highlighter != nullptr) {
        m_highlighter->setPalette(palette());
    }
    QTabWidget::changeEvent(event);
}

void RuleDetail::setUtc(bool utc) {
    m_utc = utc;
    render();
}

void RuleDetail::showRule(const RuleRow* row, const RuleGroupRow* group, model::TimestampMs now) {
    const bool same = row != nullptr && m_shown && row->key == m_row.key && group->key == m_group.key;
    const auto texts = [](const RuleRow& each) { return std::tie(each.rule.labels, each.rule.annotations); };
    const bool sameLabels = same && texts(*row) == texts(m_row);
    m_shown = row != nullptr;
    m_row = row != nullptr ? *row : RuleRow();
    m_group = group != nullptr ? RuleGroupRow{group->key, group->name, group->file, group->counts, group->group, {}}
                               : RuleGroupRow();
    m_now = now;
    render();
    if (!sameLabels) {
        renderLabels();
    }
    renderAlerts();
}

QString RuleDetail::evaluated(const std::optional<model::TimestampMs>& last) const {
    const auto age = TimeText::age(last, m_now);
    return last ? tr("%1, %2").arg(age, TimeText::absolute(*last, m_utc)) : age;
}

QStringList RuleDetail::ruleFacts() const {
    QStringList texts(kFactCount);
    const auto& rule = m_row.rule;
    texts[kState] = tr("%1, health: %2").arg(RulesModel::stateText(m_row), RulesModel::healthWord(rule.health));
    texts[kGroup] = m_group.name;
    texts[kFile] = m_group.file;
    if (rule.holdSeconds > 0) {
        texts[kFor] = ValueFormat::duration(rule.holdSeconds);
    }
    if (rule.keepFiringSeconds > 0) {
        texts[kKeepFiring] = ValueFormat::duration(rule.keepFiringSeconds);
    }
    texts[kLast] = evaluated(rule.lastEvaluation);
    if (rule.lastEvaluation) {
        texts[kDuration] = ValueFormat::format(rule.evaluationSeconds, Unit::kSeconds).text();
    }
    texts[kError] = toQString(rule.lastError);
    return texts;
}

QStringList RuleDetail::groupFacts() const {
    QStringList texts(kFactCount);
    texts[kState] = RulesModel::groupState(m_group);
    texts[kGroup] = m_group.name;
    texts[kFile] = m_group.file;
    texts[kInterval] = ValueFormat::duration(m_group.group.intervalSeconds);
    texts[kLast] = evaluated(m_group.group.lastEvaluation);
    texts[kDuration] = RulesModel::groupDuration(m_group);
    texts[kError] = RulesModel::groupNote(m_group, m_now);
    return texts;
}

void RuleDetail::render() {
    const bool any = m_shown || !m_group.key.isEmpty();
    setEnabled(any);
    setTabText(kOverviewTab, m_shown ? tr("Rule") : tr("Group"));
    setTabVisible(kLabelsTab, m_shown);
    m_expression->setVisible(m_shown);
    const auto expression = toQString(m_row.rule.query);
    if (m_expression->toPlainText() != expression) {
        m_expression->setPlainText(expression);
        m_highlighter->setPalette(palette());
        const auto lines =
            std::clamp<int>(static_cast<int>(expression.count(QLatin1Char('\n'))) + 1, kLeastLines, kExpressionLines);
        m_expression->setFixedHeight(lines * m_expression->fontMetrics().lineSpacing() + kExpressionRoom);
    }
    m_facts->setTexts(m_shown ? ruleFacts() : any ? groupFacts() : QStringList());
}

void RuleDetail::renderLabels() {
    m_labels->clear();
    QList<QTreeWidgetItem*> items;
    const auto add = [&](const QString& kind, const datasource::TextMap& map) {
        for (const auto& [name, value] : map) {
            auto* item = new QTreeWidgetItem({kind, toQString(name), toQString(value).simplified()});
            item->setToolTip(2, plainToolTip(toQString(value)));
            items << item;
        }
    };
    add(tr("Label"), m_row.rule.labels);
    add(tr("Annotation"), m_row.rule.annotations);
    m_labels->addTopLevelItems(items);
    m_labels->resizeColumnToContents(0);
    m_labels->resizeColumnToContents(1);
}

/// Changes items where they stand, so that selection and scroll position stay.
void RuleDetail::renderAlerts() {
    const auto& alerts = m_row.rule.alerts;
    setTabVisible(kAlertsTab, m_row.isAlerting());
    setTabText(kAlertsTab, tr("Alerts: %L1").arg(alerts.size()));
    const int shown = std::min<int>(static_cast<int>(alerts.size()), kMaxAlerts);
    while (m_alerts->topLevelItemCount() > shown) {
        delete m_alerts->takeTopLevelItem(m_alerts->topLevelItemCount() - 1);
    }
    for (int i = 0; i < shown; ++i) {
        const auto& alert = alerts[static_cast<std::size_t>(i)];
        auto* item = m_alerts->topLevelItem(i);
        if (item == nullptr) {
            item = new QTreeWidgetItem(m_alerts);
        }
        const bool firing = alert.state == datasource::AlertState::kFiring;
        const auto labels = labelsText(alert.labels);
        item->setText(0, firing ? tr("Firing") : tr("Pending"));
        item->setData(0, kShapeRole, static_cast<int>(RulesModel::stateShape(alert.state)));
        item->setData(0, kFilterRole, filterOf(alert.labels));
        item->setText(1, TimeText::age(alert.activeAt, m_now));
        item->setToolTip(1, plainToolTip(TimeText::absolute(alert.activeAt, m_utc)));
        item->setText(2, ValueFormat::threeDigits(alert.value));
        item->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
        item->setToolTip(2, plainToolTip(ValueFormat::full(alert.value)));
        item->setText(3, labels);
        item->setToolTip(3, plainToolTip(labels));
    }
}

} // namespace hearth::ui
