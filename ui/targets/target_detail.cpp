// SPDX-License-Identifier: GPL-3.0-or-later
#include "targets/target_detail.h"

#include <QEvent>
#include <QFontDatabase>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <map>

#include "model/time.h"
#include "models/plain_text.h"
#include "models/scrape_hint.h"
#include "models/targets_model.h"
#include "models/time_text.h"
#include "models/value_format.h"
#include "widgets/cell_delegate.h"
#include "widgets/fact_grid.h"
#include "widgets/table_header.h"

namespace hearth::ui {
namespace {

/// Labels whose values relabelling leaves alone are of less interest than those that it makes, drops or changes.
struct LabelChange {
    QString discovered;
    QString final;
};

std::map<QString, LabelChange> changesOf(const datasource::Target& target) {
    std::map<QString, LabelChange> changes;
    for (const auto& label : target.discoveredLabels) {
        changes[toQString(label.name)].discovered = toQString(label.value);
    }
    for (const auto& label : target.labels) {
        changes[toQString(label.name)].final = toQString(label.value);
    }
    return changes;
}

/// As all other durations of the window are written; what is none stays as it is.
QString durationText(const std::string& text) {
    const auto duration = model::parseDuration(text);
    return duration ? ValueFormat::duration(static_cast<double>(*duration) / model::kSecondMs) : toQString(text);
}

} // namespace

TargetDetail::TargetDetail(QWidget* parent)
    : QTabWidget(parent) {
    buildUi();
    retranslateUi();
    render();
}

void TargetDetail::buildUi() {
    setDocumentMode(true);
    auto* overview = new QWidget;
    auto* column = new QVBoxLayout(overview);
    column->setContentsMargins(12, 8, 12, 8);
    m_facts = new FactGrid(kFactCount, overview);
    column->addWidget(m_facts);
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(overview);

    m_labels = new QTreeWidget;
    m_labels->setHeader(new TableHeader(m_labels));
    m_labels->setFrameShape(QFrame::NoFrame);
    m_labels->setRootIsDecorated(false);
    m_labels->setUniformRowHeights(true);
    m_labels->setItemDelegate(new CellDelegate(m_labels));
    m_labels->setColumnCount(3);
    m_labels->setTextElideMode(Qt::ElideMiddle);

    m_error = new QPlainTextEdit;
    m_error->setFrameShape(QFrame::NoFrame);
    m_error->setReadOnly(true);
    m_error->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));

    addTab(scroll, QString());
    addTab(m_labels, QString());
    addTab(m_error, QString());
}

void TargetDetail::retranslateUi() {
    setTabText(0, tr("Overview"));
    setTabText(1, tr("Labels"));
    setTabText(2, tr("Error"));
    m_facts->setNames({tr("State"), tr("Address"), tr("Scrape pool"), tr("Last scrape"), tr("Duration"), tr("Interval"),
                       tr("Error")});
    m_labels->setHeaderLabels({tr("Label"), tr("Discovered"), tr("Final")});
}

void TargetDetail::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
        render();
    }
    QTabWidget::changeEvent(event);
}

void TargetDetail::setUtc(bool utc) {
    m_utc = utc;
    render();
}

void TargetDetail::showTarget(const TargetRow* row, const QString& pool, model::TimestampMs now) {
    const bool sameLabels = row != nullptr && m_shown && row->target.labels == m_row.target.labels &&
                            row->target.discoveredLabels == m_row.target.discoveredLabels;
    m_shown = row != nullptr;
    m_row = row != nullptr ? *row : TargetRow();
    m_pool = pool;
    m_now = now;
    render();
    if (!sameLabels) {
        renderLabels();
    }
}

void TargetDetail::render() {
    const auto& target = m_row.target;
    setEnabled(m_shown);
    setTabVisible(2, !m_row.error.isEmpty());
    QStringList texts(kFactCount);
    if (m_shown) {
        texts[kStateFact] = TargetsModel::healthWord(target.health);
        texts[kAddressFact] = m_row.url;
        texts[kPoolFact] = m_pool;
        texts[kLastFact] = TimeText::age(target.lastScrape, m_now);
        if (target.lastScrape) {
            texts[kLastFact] = tr("%1, %2").arg(texts[kLastFact], TimeText::absolute(*target.lastScrape, m_utc));
            texts[kDurationFact] = ValueFormat::format(target.lastScrapeSeconds, Unit::kSeconds).text();
        }
        texts[kIntervalFact] =
            tr("every %1, timeout %2").arg(durationText(target.scrapeInterval), durationText(target.scrapeTimeout));
        const auto hint = ScrapeHint::forError(m_row.error);
        texts[kErrorFact] = hint.isEmpty() ? m_row.error : m_row.error + QLatin1Char('\n') + hint;
    }
    m_facts->setTexts(texts);
    const auto error = toQString(target.lastError);
    if (m_error->toPlainText() != error) {
        m_error->setPlainText(error);
    }
}

void TargetDetail::renderLabels() {
    m_labels->clear();
    QList<QTreeWidgetItem*> items;
    for (const auto& [name, change] : changesOf(m_row.target)) {
        auto* item = new QTreeWidgetItem({name, change.discovered, change.final});
        if (change.discovered != change.final) {
            auto strong = m_labels->font();
            strong.setWeight(QFont::DemiBold);
            item->setFont(change.final.isEmpty() ? 1 : 2, strong);
        }
        for (int column = 0; column < 3; ++column) {
            item->setToolTip(column, plainToolTip(item->text(column)));
        }
        items << item;
    }
    m_labels->addTopLevelItems(items);
    m_labels->resizeColumnToContents(0);
    m_labels->setColumnWidth(1, std::max(160, m_labels->width() / 3));
}

} // namespace hearth::ui
